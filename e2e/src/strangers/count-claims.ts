/**
 * `npm run doctor:claims`: asks the doctor about every situation of strangers and counts its claims. Ends with 1 for
 * a false certain one. `-- --all` takes those behind real proxies as well; `-- words` only those whose names have them.
 */
import { startServer } from '@copydesk/testkit'
import { judgeAll, table } from './judge-all.ts'
import { proxySituations } from './real-proxies.ts'
import { situations } from './situations.ts'

const args = process.argv.slice(2)
const words = args.filter((arg) => !arg.startsWith('--')).join(' ')
const chosen = [...situations, ...(args.includes('--fast') ? [] : proxySituations)].filter(({ name }) =>
  name.includes(words),
)
const server = await startServer()
const judged = await judgeAll(chosen, server)
await server.stop()
console.log(table(judged))
process.exitCode = judged.some(({ outcome }) => outcome === 'false-certain') ? 1 : 0
