// node -r ./loopback.cjs …: whatever listens without naming a host listens on 127.0.0.1, never on all interfaces.
const net = require('node:net')

const listen = net.Server.prototype.listen

net.Server.prototype.listen = function (...args) {
  const [first, second] = args
  if (first !== null && typeof first === 'object' && 'port' in first && !first.host) {
    args[0] = { ...first, host: '127.0.0.1' }
  } else if (typeof first === 'number' || /^\d+$/.test(String(first))) {
    // listen(port[, host][, backlog][, callback])
    if (second === undefined || second === null) args.splice(1, 1, '127.0.0.1')
    else if (typeof second !== 'string') args.splice(1, 0, '127.0.0.1')
  }
  return listen.apply(this, args)
}
