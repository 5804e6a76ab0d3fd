/** What the project is called that takes a release back, if nobody says. */
import type { Row } from '../../storage/schema.ts'
import type { Tx } from '../../storage/storage.ts'

/** Of the name of a project, in characters; with the words around it that is below what a name may have. */
const longest = 150

/** By why it was published, or by its project, or by its content. */
export async function revertName(
  tx: Tx,
  { id, note }: Row<'releases'>,
  project: Row<'projects'> | null,
): Promise<string> {
  const [why = ''] = note.split('\n')
  const about = why.trim() || (project?.name ?? (await titleOf(tx, id)))
  const characters = [...about]
  const cut = characters.length > longest ? `${characters.slice(0, longest).join('')}…` : about
  return `Revert of “${cut}”`
}

async function titleOf(tx: Tx, releaseId: string): Promise<string> {
  const { title } = await tx
    .selectFrom('release_items as item')
    .innerJoin('versions as version', 'version.id', 'item.version_id')
    .select('version.title')
    .where('item.release_id', '=', releaseId)
    .executeTakeFirstOrThrow()
  return title
}
