/**
 * `npm run build:packages`: makes every public package ready for `npm pack` and `npm publish`. JavaScript, types and
 * source maps go to its `dist`; the licence beside it; into @copydesk/client the single file for browsers, into
 * copydesk the web app, which was built before.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { publicPackages } from './public-packages.ts'
import { writeRealtimeFile } from './realtime-file.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const webApp = path.join(root, 'packages/web/dist')

const startedAt = performance.now()
const packages = publicPackages(root)
for (const { folder } of packages) {
  rmSync(path.join(folder, 'dist'), { recursive: true, force: true })
  execFileSync(path.join(root, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.build.json'], {
    cwd: folder,
    stdio: 'inherit',
  })
  copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'))
}
await writeRealtimeFile()
copyWebApp(path.join(root, 'packages/server/dist/web'))
console.log(
  `Packages: built ${packages.map(({ name }) => name).join(', ')} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`,
)

function copyWebApp(target: string): void {
  if (!existsSync(path.join(webApp, 'index.html'))) {
    throw new Error('The web app is not built: run npm run build:web')
  }
  // What begins with a dot is the build's own.
  cpSync(webApp, target, { recursive: true, filter: (file) => !path.basename(file).startsWith('.') })
}
