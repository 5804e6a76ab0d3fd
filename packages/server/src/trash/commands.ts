/** What administrators do with the trash: delete something for good before its time there is over. */
import type { Id } from '@copydesk/contract'
import type { Command } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { enterHeldContent } from '../content/door.ts'
import { enterDeletedProject } from '../projects/project/door.ts'
import { purgeContent, purgeProject } from './purge.ts'

/** Throws `not_found`, `forbidden`, `gone`, `held_privately`, or `not_in_trash` for what is not deleted. */
export function purgeContentNow(id: Id): Command<null> {
  return async (context) => {
    const { row } = await enterHeldContent(context, id, 'site.manage', { isDeleted: true })
    if (row.deleted_at === null) throw new Refusal('not_in_trash')
    return purgeContent(context, row)
  }
}

/** The same of a project. */
export function purgeProjectNow(id: Id): Command<null> {
  return async (context) => {
    const row = await enterDeletedProject(context, id, 'site.manage')
    if (row.deleted_at === null) throw new Refusal('not_in_trash')
    return purgeProject(context, row)
  }
}
