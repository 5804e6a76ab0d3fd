/** Fills the product with a site of thousands: pieces of content, and projects of five items, one of them large. */
import { copyRow, idOfCopy, number } from './copy-row.ts'
import { importContent, readyProject } from './filling.ts'
import type { Product } from './product.ts'

/** Items of each project but the large one. */
const perProject = 5

export interface SiteSize {
  projects: number
  content: number
  /** Items of the large project. */
  items: number
}

/**
 * Copies the rows of one piece of content that is live, and of two projects, one of which has a draft of it; the id of
 * the large project.
 */
export async function fillSite(product: Product, { projects, content, items }: SiteSize): Promise<string> {
  const { large, small, item } = await makeOriginals(product)
  const copies = content - 1
  const drafts = Math.min(copies, items - 1 + perProject * (projects - 2))
  // The first drafts belong to the large project, the others to one small project after the other.
  const holder = `case when ${number} < ${items} then '${large}'
    else ${idOfCopy(`'${small}'`, `((${number} - ${items}) / ${perProject} + 1)`)} end`
  const versions = [
    { is: item.baseVersionId, count: copies },
    { is: item.versionId, count: drafts },
  ]
  const id = idOfCopy('id')
  const content_id = idOfCopy('content_id')
  const version_id = idOfCopy('version_id')
  await product.whileStopped(async (database) => {
    await copyRow(database, {
      table: 'projects',
      where: { column: 'id', is: small },
      count: projects - 2,
      own: { id, name: `name || ' ' || ${number}` },
    })
    await copyRow(database, {
      table: 'content_items',
      where: { column: 'id', is: item.contentId },
      count: copies,
      own: { id, external_id: `external_id || ${number}` },
    })
    for (const { is, count } of versions) {
      await copyRow(database, {
        table: 'versions',
        where: { column: 'id', is },
        count,
        own: {
          ...{ id, content_id, title: `title || ' ' || ${number}` },
          base_version_id: idOfCopy('base_version_id'),
        },
      })
      await copyRow(database, {
        table: 'version_bodies',
        where: { column: 'version_id', is },
        count,
        own: { version_id },
      })
    }
    await copyRow(database, {
      table: 'project_items',
      where: { column: 'id', is: item.id },
      count: drafts,
      own: { id, content_id, version_id, project_id: holder },
    })
    await database.analyze()
  })
  return large
}

interface Item {
  id: string
  contentId: string
  versionId: string
  baseVersionId: string
}

/** Through the product's own doors: what is copied. */
async function makeOriginals(product: Product): Promise<{ large: string; small: string; item: Item }> {
  await importContent(product, 1)
  const editor = await product.server.signIn('editor')
  const first = await readyProject(editor, 1)
  await editor.post(`/projects/${first}/publish`, { mode: 'all' })
  const large = await readyProject(editor, 1)
  const { id: small } = await editor.post<{ id: string }>('/projects', { name: 'Small' })
  const [item] = (await editor.get<{ data: Item[] }>(`/projects/${large}/items`)).data
  if (item === undefined) throw new Error('The project has no item')
  await product.untilAllIsDone()
  return { large, small, item }
}
