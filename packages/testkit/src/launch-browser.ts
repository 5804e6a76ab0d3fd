/**
 * Debian's Chromium, driven by playwright-core. Nothing is downloaded; a missing browser is named. Its shell without
 * windows of its own spends a third less on a page, and is the first that is looked for.
 */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** Quiet and alone: no sandbox (containers), no GPU, nothing that talks to the network by itself; letters as wide as on screens. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
]

/**
 * A headless browser; close it after the test. Contexts of it are people who know nothing of each other. `more` are
 * further arguments of Chromium's command line.
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const executablePath = places.find((place) => existsSync(place))
  if (!executablePath) {
    throw new Error(
      `No Chromium was found (${places.join(', ')}): install Debian's package (apt-get install chromium-headless-shell).`,
    )
  }
  return chromium.launch({ executablePath, args: [...flags, ...more], headless: true })
}
