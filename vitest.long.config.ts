import { defineConfig } from 'vitest/config'

const runs = process.env.LONG_RUNS ?? '20'
const seed = process.env.LONG_SEED ?? String(Math.floor(Math.random() * 2 ** 31))

/**
 * `npm run test:long`: every property with LONG_RUNS times as many cases and a new seed each time, the crash test, and
 * the packages as npm installs them. What fails prints its seed and path; LONG_SEED repeats a run.
 */
export default defineConfig({
  resolve: { conditions: ['@copydesk/source'] },
  ssr: { resolve: { conditions: ['@copydesk/source'] } },
  test: {
    name: 'long',
    include: [
      'packages/*/{src,test}/**/*.property.test.ts',
      'packages/client/src/realtime/{channel-feed,connection-state}.test.ts',
      'packages/server/test/crash.test.ts',
      'e2e/long/*.test.ts',
    ],
    setupFiles: ['scripts/long-properties.ts'],
    env: { LONG_RUNS: runs, LONG_SEED: seed },
    pool: 'forks',
    testTimeout: 30 * 60_000,
    hookTimeout: 60_000,
  },
})
