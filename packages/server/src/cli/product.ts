/** Facts about this installation of the product: its version, and where the built web app lies. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import manifest from '../../package.json' with { type: 'json' }

export const version: string = manifest.version

/** In the repository beside this package, in a published package beside the built files. */
const webFolders = ['../../../web/dist', '../web'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
)

/** The folder of the built web app, or undefined when it was not built. */
export function findWebDir(): string | undefined {
  return webFolders.find((folder) => existsSync(`${folder}/index.html`))
}
