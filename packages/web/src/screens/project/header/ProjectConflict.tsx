/** Two people named or described the project at once: told, and neither is put over the other without a word. */
import type { Actor, Id, Project } from '@copydesk/contract'
import { GitMerge } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '../../../design/index.ts'
import { offerUndo } from '../../../frame/undo/undo.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { useOutbox } from '../../../unsaved/OutboxProvider.tsx'
import { useOfUnsaved } from '../../../unsaved/use-unsaved.ts'
import styles from './Header.module.css'

export interface ProjectConflictProps {
  project: Project
  /** What others changed about it just now. */
  changes: ReadonlyMap<Id, { actor: Actor }>
}

export function ProjectConflict({ project, changes }: ProjectConflictProps) {
  const outbox = useOutbox()
  const who = useLastChanger(project.id, changes)
  const stuck = useOfUnsaved((all) => {
    const found = all.find(
      ({ entry: { subject, edit } }) =>
        subject.kind === 'project' && subject.projectId === project.id && edit.trouble?.kind === 'conflict',
    )
    return found?.entry ?? null
  })
  if (stuck === null || stuck.edit.trouble?.kind !== 'conflict') return null
  const { id, edit } = stuck
  const { theirs } = stuck.edit.trouble
  const field = edit.fields.name !== edit.base.fields.name ? 'name' : 'description'
  const takeTheirs = () => {
    const mine = edit.fields[field] ?? ''
    outbox.take(id)?.choose('theirs')
    const bringBack = () => {
      const subject = { kind: 'project', projectId: project.id } as const
      const again = outbox.open(subject, theirs, { place: project.name, isWanted: true })
      again.type({ [field]: mine })
      outbox.close(again)
      return undefined
    }
    offerUndo({ title: `Yours was let go: “${mine}”`, takeBack: bringBack })
  }
  const did = field === 'name' ? 'renamed this project to' : 'changed the description to'
  return (
    <section role="alert" aria-label="Changed at the same time" className={styles.notice}>
      <span className={styles.noticeIcon} aria-hidden>
        <GitMerge size={16} />
      </span>
      <div className={styles.noticeText}>
        <h2>
          {who} {did} “{theirs.fields[field]}” while you wrote “{edit.fields[field]}”
        </h2>
        <p>Yours is not saved until you choose.</p>
      </div>
      <div className={styles.noticeActions}>
        <Button size="small" onPress={takeTheirs}>
          Take theirs
        </Button>
        <Button size="small" variant="primary" onPress={() => outbox.take(id)?.choose('mine')}>
          Keep mine
        </Button>
      </div>
    </section>
  )
}

/** The mark of a change lasts seconds; the name is to stay. */
function useLastChanger(projectId: Id, changes: ProjectConflictProps['changes']): string {
  const nameOf = useNameOf()
  const [last, setLast] = useState<Actor | null>(null)
  const actor = changes.get(projectId)?.actor
  useEffect(() => {
    if (actor !== undefined) setLast(actor)
  }, [actor])
  return last === null ? 'Someone' : nameOf(last)
}
