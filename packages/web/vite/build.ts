/** Builds the app once, quietly, whatever environment it is called from. For scripts/build-web.ts. */
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Writes packages/web/dist; rejects when the build fails. */
export async function buildWeb(): Promise<void> {
  // Vite takes a NODE_ENV that is set already for granted, and React would come in its development build.
  process.env.NODE_ENV = 'production'
  const root = fileURLToPath(new URL('..', import.meta.url))
  await build({
    root,
    configFile: fileURLToPath(new URL('../vite.config.ts', import.meta.url)),
    logLevel: 'warn',
  })
}
