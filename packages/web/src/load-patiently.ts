/**
 * Loads code from a server that may be away for a while: waits for it instead of failing. What a server that answers
 * does not have (a newer version of it is running) fails. Knows no React.
 */

/** What it touches of the world. */
export interface LoadSurroundings {
  /** Whether the server answers at all. */
  isServerThere: () => Promise<boolean>
  pause: (ms: number) => Promise<void>
}

const retryMs = 1_000

/** What `load` brings, sooner or later; rejects as it does when the server was there before and after. */
export async function loadPatiently<Part>(
  load: () => Promise<Part>,
  { isServerThere, pause }: LoadSurroundings,
): Promise<Part> {
  for (let wasThere = false; ; ) {
    try {
      return await load()
    } catch (error) {
      const isThere = await isServerThere()
      // It may have come back only after the try: once more.
      if (isThere && wasThere) throw error
      wasThere = isThere
      if (!isThere) await pause(retryMs)
    }
  }
}

/** A page's surroundings. */
export const pageSurroundings: LoadSurroundings = {
  isServerThere: async () => {
    try {
      await fetch('/livez', { cache: 'no-store' })
    } catch {
      return false
    }
    fetchStylesAgain()
    return true
  },
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/** A style sheet whose fetch failed is not asked for a second time with the code that needs it. */
function fetchStylesAgain(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    if (link.sheet === null) link.replaceWith(link.cloneNode())
  }
}
