/**
 * The screen of Delivery with something on it. The demo mails nobody and none of its work fails, so the answers of the
 * server are given such rows on their way to the window.
 */
import type { Delivery, DeliveryStatus, FailedWork, Id, RefusedAddress } from '@copydesk/contract'
import type { Page } from 'playwright-core'
import type { CatalogueScreen } from './screen-catalogue.ts'

const at = '2026-01-30T09:30:00.000Z'
/** With a word that no line holds. */
const said = `550 5.1.1 <elias.berg@desk.example>: Recipient address rejected (${'x'.repeat(120)})`

const notes: readonly [DeliveryStatus, string | null][] = [
  ['waiting', null],
  ['begun', null],
  ['sent', '250 2.0.0 Ok: queued as 4D1C0'],
  ['cancelled', 'It was removed.'],
  ['refused', said],
  ['failed', 'Connection timeout'],
  ['uncertain', null],
]

const mailTo = (personId: Id): Delivery[] =>
  notes.map(
    ([status, note]): Delivery => ({
      id: crypto.randomUUID(),
      channel: 'mail',
      personId,
      address: status === 'waiting' ? null : 'elias.berg@desk.example',
      status,
      note,
      createdAt: at,
      begunAt: null,
      settledAt: null,
    }),
  )

const refusedOf = (id: Id): RefusedAddress[] => [
  { id, address: 'elias.berg@desk.example', note: said, refusedAt: at },
]

const failedOf = (id: Id): FailedWork[] =>
  ['send-mail', 'plan-mails'].map(
    (work): FailedWork => ({
      id: crypto.randomUUID(),
      work,
      actor: { kind: 'person', id },
      createdAt: at,
      failedAt: at,
      attempts: 12,
      error: said,
    }),
  )

/** Opens the screen anew with these rows in the lists of these addresses. */
async function showRows(page: Page, rows: Readonly<Record<string, readonly unknown[]>>): Promise<void> {
  for (const [name, data] of Object.entries(rows)) {
    await page.route(`**/api/v1/${name}*`, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...(await response.json()), data } })
    })
  }
  await page.reload()
}

const rowOf = (page: Page, list: string) =>
  page.getByRole('list', { name: list, exact: true }).getByRole('listitem').first()
const leave = (page: Page) => page.unrouteAll({ behavior: 'ignoreErrors' })

export const deliveryScreens: readonly CatalogueScreen[] = [
  {
    name: 'delivery',
    path: () => '/admin/delivery',
    arrive: (page) => rowOf(page, 'Events').waitFor(),
  },
  {
    name: 'delivery-trace',
    path: () => '/admin/delivery',
    arrive: async (page) => {
      await rowOf(page, 'Events').getByRole('link').click()
      await rowOf(page, 'Whom it concerned').waitFor()
    },
  },
  {
    name: 'delivery-mail',
    path: () => '/admin/delivery?tab=mail',
    leave,
    arrive: async (page, { editorId }) => {
      await showRows(page, { deliveries: mailTo(editorId), 'refused-addresses': refusedOf(editorId) })
      await rowOf(page, 'Addresses that take no mail').waitFor()
      await rowOf(page, 'Mail').waitFor()
    },
  },
  {
    name: 'delivery-mail-no-match',
    path: () => '/admin/delivery?tab=mail',
    arrive: async (page) => {
      await page.getByRole('button', { name: /What became of it/ }).click()
      await page.getByRole('menuitemradio', { name: 'Refused' }).click()
      await page.getByRole('heading', { name: 'No mail matches' }).waitFor()
    },
  },
  {
    name: 'delivery-failed-work',
    path: () => '/admin/delivery?tab=failed',
    leave,
    arrive: async (page, { editorId }) => {
      await showRows(page, { 'failed-work': failedOf(editorId) })
      const row = rowOf(page, 'Failed work')
      await row.getByRole('button', { name: 'Discard…' }).click()
      await row.getByRole('button', { name: 'Keep' }).waitFor()
    },
  },
]
