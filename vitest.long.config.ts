import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'

const runs = process.env.LONG_RUNS ?? '20'
const seed = process.env.LONG_SEED ?? String(Math.floor(Math.random() * 2 ** 31))

const source = {
  resolve: { conditions: ['@copydesk/source'] },
  ssr: { resolve: { conditions: ['@copydesk/source'] } },
}
const long = {
  setupFiles: ['scripts/long-properties.ts'],
  env: {
    LONG_RUNS: runs,
    LONG_SEED: seed,
    // Programs that tests start: each would compile the same sources again.
    NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/tests', import.meta.url)),
  },
  pool: 'forks' as const,
  testTimeout: 30 * 60_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
}

/** Times are its subject, so nothing else runs meanwhile. */
const measured = ['e2e/long/worst-inputs.test.ts']

/**
 * `npm run test:long`: every property with LONG_RUNS times as many cases and a new seed each time, the crash tests, and
 * the packages as npm installs them; what races, once more on PostgreSQL. What fails prints its seed and path;
 * LONG_SEED repeats a run.
 */
export default defineConfig({
  test: {
    // As in `npm test`: one more than two cores have.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...source,
        test: {
          ...long,
          name: 'long',
          include: [
            'packages/*/{src,test}/**/*.property.test.ts',
            'packages/client/src/realtime/{channel-feed,connection-state}.test.ts',
            'packages/server/test/{crash,killed-server,races}.test.ts',
            'packages/server/test/*.long.test.ts',
            '{bench,e2e}/long/*.test.ts',
          ],
          exclude: [
            '**/node_modules/**',
            'packages/server/test/{rolling-restart,stopped-jobs}.long.test.ts',
            ...measured,
          ],
          globalSetup: ['packages/testkit/src/tell-demo.ts'],
        },
      },
      {
        ...source,
        test: {
          ...long,
          name: 'long-postgres',
          include: [
            'packages/server/test/{killed-server,races,{concurrent-writers,inbox}.property}.test.ts',
            'packages/server/test/{killed-mail,killed-notifications,largest-revert,open-transaction,random-revokes,rolling-restart,stopped-jobs}.long.test.ts',
          ],
          globalSetup: ['packages/testkit/src/postgres/global-setup.ts'],
        },
      },
      {
        ...source,
        test: { ...long, name: 'measured', include: measured, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
