/** One PostgreSQL for all suites of a run that need it; started when the first of them is to run. */

import type { TestProject } from 'vitest/node'
import { startCluster } from './cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a cluster that is the run's own; undefined where suites run on SQLite. */
    postgresUrl: string | undefined
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startCluster()
  project.provide('postgresUrl', cluster.socketUrl())
  return () => cluster.stop()
}
