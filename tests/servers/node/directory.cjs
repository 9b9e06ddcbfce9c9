// The part of a Bluesky network that is not a personal data server: the directory of identities (PLC, in memory) and, with
// APPVIEW_PORT, the AppView that counts likes and builds threads (in PostgreSQL).
//
//   PLC_PORT         where the directory listens
//   APPVIEW_PORT     where the AppView listens; without it there is none
//   PDS_PORT         the personal data server whose stream of events the AppView reads
//   DATABASE_URL     an empty PostgreSQL database with the extension pg_trgm at hand
//
// Prints READY and the AppView's identity once everything answers.
// the whole package would load a data server and a moderation service as well
const { TestBsky } = require('@atproto/dev-env/dist/bsky')
const { TestPlc } = require('@atproto/dev-env/dist/plc')
const { mockResolvers } = require('@atproto/dev-env/dist/util')

async function main() {
  const { PLC_PORT, APPVIEW_PORT, PDS_PORT, DATABASE_URL } = process.env
  const plc = await TestPlc.create({ port: Number(PLC_PORT) })
  let appview = null
  if (APPVIEW_PORT) {
    appview = await TestBsky.create({
      port: Number(APPVIEW_PORT),
      publicUrl: `http://localhost:${APPVIEW_PORT}`, // else the addresses of pictures lead nowhere
      plcUrl: plc.url,
      pdsPort: Number(PDS_PORT),
      repoProvider: `ws://localhost:${PDS_PORT}`,
      dbPostgresUrl: DATABASE_URL,
      dbPostgresSchema: 'bsky',
      redisHost: undefined, // it can do without
    })
    // The data server runs in a process of its own, so that it can be killed alone: tell the resolvers just what they ask for.
    const url = `http://localhost:${PDS_PORT}`
    const pds = { url, port: PDS_PORT, ctx: { cfg: { service: { publicUrl: url }, identity: { serviceHandleDomains: ['.test'] } } } }
    mockResolvers(appview.ctx.idResolver, pds)
    mockResolvers(appview.dataplane.idResolver, pds)
  }
  console.log('READY', appview ? appview.ctx.cfg.serverDid : '-')

  async function stop() {
    if (appview) await appview.close()
    await plc.close()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
