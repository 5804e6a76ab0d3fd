import { defineConfig } from 'vitest/config'
import { suitesUsing } from './scripts/suites-using.ts'

/** Everything that fits in ten minutes on two cores. Browser journeys are a project of their own. */
const source = {
  resolve: { conditions: ['@copydesk/source'] },
  ssr: { resolve: { conditions: ['@copydesk/source'] } },
}

/**
 * Files share the modules of their worker: contract, Zod and server are loaded once and not for every file. What a test
 * puts in the place of something else is taken back before the next one, in whichever file that is.
 */
const shared = {
  isolate: false,
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
  pool: 'forks' as const,
  // Against what hangs; a busy machine is no failure.
  testTimeout: 120_000,
  hookTimeout: 60_000,
}

export default defineConfig({
  test: {
    // Vitest leaves a core to itself, which on two cores would mean one file at a time.
    maxWorkers: 2,
    projects: [
      {
        ...source,
        test: {
          ...shared,
          name: 'packages',
          include: ['packages/*/{src,test}/**/*.test.{ts,tsx}', 'bench/test/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.{postgres,long}.test.ts'],
        },
      },
      {
        ...source,
        test: {
          ...shared,
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
        },
      },
      {
        ...source,
        test: {
          ...shared,
          name: 'e2e',
          include: ['e2e/test/**/*.test.ts'],
          isolate: true,
          testTimeout: 60_000,
        },
      },
    ],
  },
})
