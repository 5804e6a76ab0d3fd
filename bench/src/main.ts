/**
 * Measures our hub beside the floor and its peers and prints a table. Only the server's own processor time
 * counts, so the figures hold on a machine that is busy with other things; the ratios are what matters.
 */
import { availableParallelism, cpus } from 'node:os'
import { canPin } from './child.ts'
import { type Flags, help, parseFlags } from './flags.ts'
import { formatCommits, measureCommits } from './measurements/commits.ts'
import { measurements } from './measurements/index.ts'
import type { Figures } from './measurements/measurement.ts'
import { Rig } from './rig.ts'
import type { ServerName } from './servers/bench-server.ts'
import { formatTable, median } from './table.ts'

async function measure(server: ServerName, flags: Flags): Promise<Figures> {
  const rig = await Rig.start(server)
  try {
    const figures: Figures = {}
    for (const measurement of measurements) Object.assign(figures, await measurement(rig, flags))
    return figures
  } finally {
    await rig.stop()
  }
}

async function run(flags: Flags): Promise<void> {
  const { subscribers, bytes, runs, servers, commits } = flags
  const pinned = canPin ? 'server and load pinned to a core each' : 'not pinned'
  console.log(
    `Node ${process.version}, ${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}, ${pinned}`,
  )
  console.log(`${subscribers} subscribers of one channel, messages of ${bytes} bytes, median of ${runs}\n`)
  const results = new Map<ServerName, Figures[]>(servers.map((server) => [server, []]))
  for (let round = 0; round < runs; round += 1) {
    // Servers take turns, so that a disturbance does not hit all the runs of one.
    for (const [server, figures] of results) figures.push(await measure(server, flags))
  }
  console.log(formatTable(new Map([...results].map(([server, figures]) => [server, median(figures)]))))
  if (commits > 0) console.log(`\n${formatCommits(await measureCommits(commits))}`)
}

const flags = parseFlags(process.argv.slice(2))
if (flags === help) {
  console.log(help)
} else if (typeof flags === 'string') {
  console.error(flags)
  process.exitCode = 2
} else {
  await run(flags)
}
