// A personal data server: accounts, sign-in, records, files. What it knows lies in DATA_FOLDER and outlives it.
//
//   PDS_PORT         where it listens
//   DATA_FOLDER      its SQLite files and blobs
//   SECRET           64 hexadecimal digits; the same ones after a restart, so that sessions stay valid
//   PLC_PORT         the directory of identities
//   APPVIEW_PORT, APPVIEW_DID   whom it asks for feeds, threads and notifications; without them nobody
//   RATE_LIMITS      "1": as strict as the public servers
const path = require('node:path')
const { PDS, envToCfg, envToSecrets } = require('@atproto/pds')
const { version } = require('@atproto/pds/package.json')
const { mockResolvers } = require('@atproto/dev-env/dist/util') // the whole package would load an AppView as well

async function main() {
  const { PDS_PORT, DATA_FOLDER, SECRET, PLC_PORT, APPVIEW_PORT, APPVIEW_DID, RATE_LIMITS } = process.env
  const settings = {
    devMode: true,
    port: Number(PDS_PORT),
    hostname: 'localhost',
    version,
    didPlcUrl: `http://localhost:${PLC_PORT}`,
    dataDirectory: DATA_FOLDER,
    blobstoreDiskLocation: path.join(DATA_FOLDER, 'blobs'),
    serviceHandleDomains: ['.test'],
    inviteRequired: false,
    enableDidDocWithSession: true,
    disableSsrfProtection: true, // everything here is on loopback
    adminPassword: 'admin-pass',
    jwtSecret: SECRET.slice(0, 32),
    dpopSecret: SECRET,
    plcRotationKeyK256PrivateKeyHex: SECRET,
    bskyAppViewUrl: APPVIEW_PORT ? `http://localhost:${APPVIEW_PORT}` : undefined,
    bskyAppViewDid: APPVIEW_DID,
    rateLimitsEnabled: RATE_LIMITS === '1',
  }
  const pds = await PDS.create(envToCfg(settings), envToSecrets(settings))
  await pds.start()
  mockResolvers(pds.ctx.idResolver, { url: `http://localhost:${PDS_PORT}`, port: PDS_PORT, ctx: pds.ctx })
  console.log('READY')

  async function stop() {
    await pds.destroy()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
