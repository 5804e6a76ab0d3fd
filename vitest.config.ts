import { defineConfig } from 'vitest/config'
import { suitesUsing } from './scripts/suites-using.ts'

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
          exclude: ['**/node_modules/**', '**/*.{postgres,long}.test.ts'],
          pool: 'forks',
          // Against what hangs; a busy machine is no failure.
          testTimeout: 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        ...source,
        test: {
          // The suites that open a database, once more on PostgreSQL. Those about SQLite itself import it.
          name: 'postgres',
          include: [
            'packages/server/{src,test}/**/*.postgres.test.ts',
            ...suitesUsing(
              'packages/server/test/test-storage.ts',
              'packages/server/{src,test}/**/*.test.ts',
              /from '(node:sqlite|.*\/sqlite\/.*)'/,
            ),
          ],
          globalSetup: ['packages/testkit/src/postgres/global-setup.ts'],
          pool: 'forks',
          // Each statement is a switch between two processes, which a busy machine makes wait.
          testTimeout: 120_000,
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
