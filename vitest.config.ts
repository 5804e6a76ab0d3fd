import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/longest-first.ts'
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
  // Programs that tests start: each would compile the same sources again.
  env: { NODE_COMPILE_CACHE: fileURLToPath(new URL('node_modules/.cache/tests', import.meta.url)) },
  setupFiles: fileURLToPath(new URL('scripts/fixed-seed.ts', import.meta.url)),
  pool: 'forks' as const,
  // Against what hangs; a busy machine is no failure.
  testTimeout: 300_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 60_000 } },
}

export default defineConfig({
  test: {
    // One more than two cores have: while one waits for a server or a browser, the others work.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
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
          exclude: ['**/node_modules/**', '**/*.long.test.ts'],
          globalSetup: ['packages/testkit/src/postgres/global-setup.ts'],
        },
      },
      {
        ...source,
        test: {
          ...shared,
          name: 'e2e',
          include: ['e2e/test/**/*.test.ts'],
          globalSetup: ['packages/testkit/src/tell-demo.ts'],
        },
      },
    ],
  },
})
