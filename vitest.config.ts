import { defineConfig } from 'vitest/config'

/** Everything that fits in ten minutes on two cores. Browser journeys are a project of their own. */
const source = {
  resolve: { conditions: ['@copydesk/source'] },
  ssr: { resolve: { conditions: ['@copydesk/source'] } },
}

export default defineConfig({
  test: {
    // Vitest leaves a core to itself, which on two cores would mean one file at a time.
    maxWorkers: 2,
    projects: [
      {
        ...source,
        test: {
          name: 'packages',
          include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', 'bench/test/**/*.test.ts'],
          pool: 'forks',
          // Against what hangs; a busy machine is no failure.
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        test: {
          name: 'e2e',
          include: ['e2e/test/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
