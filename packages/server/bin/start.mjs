/**
 * Runs the command line in this very process, so that signals reach the server: from the TypeScript source in the
 * repository, from the built files in a published package.
 */
import { existsSync } from 'node:fs'
import { enableCompileCache, registerHooks } from 'node:module'

// Compiled code is kept between starts, in the folder for temporary files: a second start takes half the time.
enableCompileCache()

// Ends in order while the code is being loaded. Without a listener, the first process of a container ignores signals.
const isServer = ['start', 'hub'].includes(process.argv[2])
process.once('SIGTERM', () => process.exit(isServer ? 0 : 143))
process.once('SIGINT', () => process.exit(isServer ? 0 : 130))

const source = new URL('../src/cli/main.ts', import.meta.url)

if (existsSync(source)) {
  // As `node --conditions=@copydesk/source` would, without starting a second process for the flag.
  registerHooks({
    resolve: (specifier, context, nextResolve) =>
      specifier.startsWith('@copydesk/')
        ? nextResolve(specifier, { ...context, conditions: [...context.conditions, '@copydesk/source'] })
        : nextResolve(specifier, context),
  })
  import(source.href)
} else {
  import(new URL('../dist/cli/main.js', import.meta.url).href)
}
