/** One channel of a hub, by the server API: to publish into it, and to know where it stands. */
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

const againMs = 500

/**
 * @typedef {{ epoch: string, offset: number }} Position
 *
 * @param {{ hubUrl: string, apiKey: string, channel: string }} options
 */
export function createChannel({ hubUrl, apiKey, channel }) {
  /**
   * @param {string} method
   * @param {object} params
   * @returns {Promise<Position>}
   */
  async function call(method, params) {
    const response = await fetch(`${hubUrl}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
      body: JSON.stringify({ channel, ...params }),
    })
    const { result, error } = await response.json()
    if (error) throw new Refused(`The hub refused ${method}: ${error.code} ${error.message}`)
    return { epoch: result.epoch, offset: result.offset }
  }

  return {
    /** Where the channel stands: a state that is read now has everything up to there. */
    position: () => call('history', { limit: 0 }),

    /**
     * Resolves once it is published, however long the hub is away. It may have been when only the answer was lost; by
     * the key the hub knows it again and publishes once.
     *
     * @param {unknown} data
     */
    async publish(data) {
      const idempotencyKey = randomUUID()
      for (;;) {
        try {
          return await call('publish', { data, idempotency_key: idempotencyKey })
        } catch (error) {
          if (error instanceof Refused) throw error
          await wait(againMs)
        }
      }
    },
  }
}

/** Trying again would not help. */
class Refused extends Error {}
