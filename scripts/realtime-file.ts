/**
 * The realtime client as one ES module for pages without a build step: `realtime.browser.js` in @copydesk/client,
 * and `/realtime.js` of a server. The SDK is in it, so the notices of what it contains lie beside it.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from '../packages/client/scripts/bundle.ts'
import { noticesOf } from '../packages/web/vite/notices.ts'

const client = fileURLToPath(new URL('../packages/client', import.meta.url))

/** Writes it into packages/client/dist and returns its place. */
export async function writeRealtimeFile(): Promise<string> {
  const { version } = JSON.parse(readFileSync(path.join(client, 'package.json'), 'utf8'))
  const banner = `/*! @copydesk/client/realtime ${version} (MIT) and what it needs: see third-party-notices.txt */`
  const { code, modules } = await bundle('realtime/index.ts', { banner })
  const folder = path.join(client, 'dist')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'third-party-notices.txt'), noticesOf(modules))
  const file = path.join(folder, 'realtime.browser.js')
  writeFileSync(file, code)
  return file
}
