import { describe, expect, it, vi } from 'vitest'
import { renewPage } from '../src/browser/renew-page.ts'
import { type LoadSurroundings, loadPatiently } from '../src/load-patiently.ts'

/** A server that is there or not, question by question; the last answer stays. */
function fakeSurroundings(...answers: boolean[]) {
  const untilServerIsBack = vi.fn(async () => {})
  const renewPage = vi.fn(async () => false)
  const isServerThere = async () => (answers.length > 1 ? answers.shift() === true : answers[0] === true)
  return { isServerThere, untilServerIsBack, renewPage } satisfies LoadSurroundings
}

/** Fails some times before it brings the part. */
function failing(times: number): () => Promise<string> {
  let tries = 0
  return async () => {
    tries += 1
    if (tries <= times) throw new TypeError('Failed to fetch')
    return 'the part'
  }
}

it('brings what is there at once', async () => {
  const surroundings = fakeSurroundings(true)
  expect(await loadPatiently(failing(0), surroundings)).toBe('the part')
  expect(surroundings.untilServerIsBack).not.toHaveBeenCalled()
})

it('waits for a server that is away', async () => {
  const surroundings = fakeSurroundings(false)
  expect(await loadPatiently(failing(5), surroundings)).toBe('the part')
  expect(surroundings.untilServerIsBack).toHaveBeenCalledTimes(5)
})

it('tries once more when the server came back in the meantime', async () => {
  expect(await loadPatiently(failing(2), fakeSurroundings(false, true))).toBe('the part')
})

it('fails for what a server that answers does not have, where the page is new', async () => {
  await expect(loadPatiently(failing(9), fakeSurroundings(true))).rejects.toThrow('Failed to fetch')
})

it('renews a page of another version, and tries again while somebody is writing', async () => {
  const surroundings = fakeSurroundings(true)
  surroundings.renewPage.mockResolvedValue(true)
  expect(await loadPatiently(failing(4), surroundings)).toBe('the part')
  expect(surroundings.renewPage).toHaveBeenCalledTimes(3)
})

describe('a page whose code the server does not have', () => {
  /** `within`: where somebody is. */
  function fakePage(ageMs: number, within = '') {
    const reload = vi.fn()
    const element = (selector: string) => selector.includes(within) && within !== ''
    return {
      reload,
      document: {
        activeElement: { matches: element } as unknown as Element,
        querySelector: (selector: string) => (element(selector) ? ({} as Element) : null),
      },
      location: { reload },
      performance: { now: () => ageMs },
      setTimeout: (callback: () => void) => callback(),
      dispatchEvent: (_event: Event) => true,
    }
  }

  it('is loaded anew', () => {
    const page = fakePage(60_000)
    void renewPage(page)
    expect(page.reload).toHaveBeenCalledOnce()
  })

  it.each(['textarea', 'dialog'])('is left alone while somebody is in a %s', async (within) => {
    const page = fakePage(60_000, within)
    expect(await renewPage(page)).toBe(true)
    expect(page.reload).not.toHaveBeenCalled()
  })

  it('is not loaded again and again', async () => {
    const page = fakePage(1_000)
    expect(await renewPage(page)).toBe(false)
    expect(page.reload).not.toHaveBeenCalled()
  })

  it('is left to the script of incomplete pages where it is new, until that gives up', async () => {
    const page = fakePage(1_000)
    let giveUp = () => {}
    page.dispatchEvent = (event) => {
      giveUp = (event as CustomEvent<() => void>).detail
      return false
    }
    const renewed = renewPage(page)
    giveUp()
    expect(await renewed).toBe(false)
  })
})
