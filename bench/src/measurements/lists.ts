/**
 * The lists of a full site: from the address to the rows in a window that was there before, and the part of it that the
 * server takes to answer with them. The screens take turns.
 */
import { mediansInTurns } from '../in-turns.ts'
import { fillSite } from '../product/full-site.ts'
import { withProduct } from '../product/product.ts'
import { readWhole } from '../product/read-whole.ts'
import { openRows, withWindow } from '../product/window.ts'
import { type Figures, type Measurement, productOfRow } from './measurement.ts'

/** A row of whichever list. */
const listRow = '[data-row-id]'

export const lists: Measurement = {
  name: 'lists',
  title: ({ projects, bulk, content }) =>
    `Opening the lists of ${projects} projects, of ${bulk} items of one, of ${content} pieces of content, in a window that was there before`,
  rows: ['sqlite', 'postgres'],
  measure: (row, flags) =>
    withProduct(productOfRow(row, flags), async (product) => {
      const { projects, content, bulk, openings } = flags
      const projectId = await fillSite(product, { projects, content, items: bulk })
      const { server } = product
      const { cookie } = await server.signIn('editor')
      const screens = [
        { name: 'Projects', path: '/projects', get: '/projects' },
        { name: 'project', path: `/projects/${projectId}`, get: `/projects/${projectId}/items` },
        { name: 'Content', path: '/content', get: '/content' },
      ]
      const shown = await withWindow(server, (page) =>
        mediansInTurns(
          screens.map(
            ({ path }) =>
              () =>
                openRows(page, `${server.url}${path}`, listRow),
          ),
          openings,
        ),
      )
      const answered = await mediansInTurns(
        screens.map(
          ({ get }) =>
            () =>
              readWhole(`${server.url}/api/v1${get}`, cookie),
        ),
        openings,
      )
      return Object.fromEntries(
        screens.flatMap(({ name }, index) => [
          [`${name} there after`, { value: shown[index] ?? Number.NaN, unit: 'ms' }],
          [`${name}: server`, { value: answered[index] ?? Number.NaN, unit: 'ms' }],
        ]),
      ) satisfies Figures
    }),
}
