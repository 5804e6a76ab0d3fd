import { expect, it, vi } from 'vitest'
import { type LoadSurroundings, loadPatiently } from '../src/load-patiently.ts'

/** A server that is there or not, question by question; the last answer stays. */
function fakeSurroundings(...answers: boolean[]) {
  const untilServerIsBack = vi.fn(async () => {})
  const isServerThere = async () => (answers.length > 1 ? answers.shift() === true : answers[0] === true)
  return { isServerThere, untilServerIsBack } satisfies LoadSurroundings
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

it('fails for what a server that answers does not have', async () => {
  await expect(loadPatiently(failing(9), fakeSurroundings(true))).rejects.toThrow('Failed to fetch')
})
