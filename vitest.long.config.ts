import { defineConfig } from 'vitest/config'

const runs = process.env.LONG_RUNS ?? '20'
const seed = process.env.LONG_SEED ?? String(Math.floor(Math.random() * 2 ** 31))
console.log(`Properties run ${runs} times as many cases (LONG_RUNS), from the seed ${seed} (LONG_SEED)`)

/**
 * `npm run test:long`: every property with many more cases and a new seed each time, and the crash test. What fails
 * prints the seed and path to repeat it with.
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
    ],
    setupFiles: ['scripts/long-properties.ts'],
    env: { LONG_RUNS: runs, LONG_SEED: seed },
    pool: 'forks',
    testTimeout: 30 * 60_000,
    hookTimeout: 60_000,
  },
})
