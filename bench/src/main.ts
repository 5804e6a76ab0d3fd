/**
 * Measures our hub beside the floor and its peers and prints tables. Wherever it can be, the server's own processor
 * time counts, so the figures hold on a machine that is busy with other things; the ratios are what matters.
 */
import { availableParallelism, cpus } from 'node:os'
import { capacityTable } from './capacity/capacity-table.ts'
import { lastMeasured } from './capacity/last-measured.ts'
import { canPin } from './child.ts'
import { help, parseFlags } from './flags.ts'
import { report, runAll, withinOpenFiles } from './run-all.ts'

const parsed = parseFlags(process.argv.slice(2))
if (parsed === help) {
  console.log(help)
} else if (typeof parsed === 'string') {
  console.error(parsed)
  process.exitCode = 2
} else if (parsed.capacity.length > 0) {
  console.log(capacityTable(parsed.capacity, parsed.assumed, lastMeasured))
} else {
  const { flags, warning } = withinOpenFiles(parsed)
  const pinned = canPin ? 'server and load pinned to a core each' : 'not pinned'
  const processors = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`
  console.log(`Node ${process.version}, ${processors}, ${pinned}; median of ${flags.runs}\n`)
  if (warning !== null) console.log(`${warning}\n`)
  const results = await runAll(flags, (text) => console.error(text))
  console.log(report(results, flags))
  if (results.failures.length > 0) process.exitCode = 1
}
