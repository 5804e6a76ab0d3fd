/** Puts an entry of this package and what it loads into one minified ES module for browsers. Writes no file. */
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

export interface Bundle {
  code: string
  /** The files that it is made of. */
  modules: string[]
}

export interface BundleOptions {
  /** Packages that stay imports. */
  external?: string[]
  /** A comment at the top. */
  banner?: string
}

/** `entry` is a path within `src`. */
export async function bundle(entry: string, { external = [], banner }: BundleOptions = {}): Promise<Bundle> {
  const build = await rolldown({
    input: fileURLToPath(new URL(`../src/${entry}`, import.meta.url)),
    external,
    platform: 'browser',
    resolve: { conditionNames: ['@copydesk/source', 'import', 'browser', 'default'] },
  })
  const { output } = await build.generate({
    minify: true,
    codeSplitting: false,
    ...(banner === undefined ? {} : { postBanner: banner }),
  })
  await build.close()
  const chunks = output.filter((one) => one.type === 'chunk')
  return {
    code: chunks.map((chunk) => chunk.code).join('\n'),
    modules: chunks.flatMap((chunk) => Object.keys(chunk.modules)),
  }
}
