/**
 * Loads code from a server that may be away for a while: waits for it instead of failing. What a server that answers
 * does not have belongs to another version than the page: the page is renewed for it. Knows no React.
 */
import { createWakeSignals } from '@copydesk/client'
import { basePath } from './base-path.ts'
import { renewPage } from './browser/renew-page.ts'
import { ServerReturn } from './browser/server-return.ts'

/** What it touches of the world. */
export interface LoadSurroundings {
  /** Whether the server answers at all. */
  isServerThere: () => Promise<boolean>
  /** Resolves when a server that is away is back. */
  untilServerIsBack: () => Promise<void>
  /** Loads the page anew, with the code of the version that runs. Resolves when it did not: whether to try again. */
  renewPage: () => Promise<boolean>
}

/** What `load` brings, sooner or later; rejects as it does when the server has it not and the page is as new as can be. */
export async function loadPatiently<Part>(
  load: () => Promise<Part>,
  { isServerThere, untilServerIsBack, renewPage }: LoadSurroundings,
): Promise<Part> {
  for (let wasThere = false; ; ) {
    try {
      return await load()
    } catch (error) {
      const isThere = await isServerThere()
      // It may have come back only after the try: once more.
      if (isThere && wasThere && !(await renewPage())) throw error
      wasThere = isThere
      if (!isThere) await untilServerIsBack()
    }
  }
}

let asked: Promise<boolean> | null = null

/** Once for all that ask at the same time. A proxy that answers for a server that is away says so by its status. */
function askServer(): Promise<boolean> {
  asked ??= fetch(`${basePath}/livez`, { cache: 'no-store' })
    .then(({ ok }) => {
      if (ok) fetchStylesAgain()
      return ok
    })
    .catch(() => false)
    .finally(() => {
      asked = null
    })
  return asked
}

/** Of this page. Whoever notices that the server is back should wake it. */
export const serverReturn = new ServerReturn({ ask: askServer })
createWakeSignals().subscribe((signal) => {
  if (signal === 'network_up' || signal === 'page_shown') serverReturn.wake()
})

/** A page's surroundings. */
export const pageSurroundings: LoadSurroundings = {
  isServerThere: askServer,
  untilServerIsBack: () => serverReturn.until(),
  renewPage: () => renewPage(window),
}

/** A style sheet whose fetch failed is not asked for a second time with the code that needs it. */
function fetchStylesAgain(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (link.sheet === null) link.replaceWith(link.cloneNode())
  }
}
