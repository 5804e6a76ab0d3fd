/** What keeps the project from being published, item by item, with what can be done about it where it is said. */
import type { Blocker, Id, ProjectItem } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Suspense, useState } from 'react'
import { Link } from 'react-router'
import { Button, StatusPill } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { paths } from '../../../paths.ts'
import { LiftWords } from '../../../projects/LiftWords.tsx'
import styles from './Header.module.css'

const ChangedSinceDialog = later(
  async () => (await import('../../../projects/changed-since/ChangedSinceDialog.tsx')).ChangedSinceDialog,
)

export interface BlockerListProps {
  projectId: Id
  blockers: readonly Blocker[]
  items: readonly ProjectItem[]
}

export function BlockerList({ projectId, blockers, items }: BlockerListProps) {
  const commands = useCommands()
  const [comparedId, setCompared] = useState<Id | null>(null)
  const compared = items.find((item) => item.id === comparedId)
  return (
    <>
      <ul className={styles.blockers}>
        {blockers.map((blocker) => (
          <li key={blocker.itemId}>
            <StatusPill status={blocker.status} />
            <span className={styles.blocker}>
              <Link to={paths.project(projectId, { item: blocker.itemId })} dir="auto">
                {blocker.title}
              </Link>
              <LiftWords blocker={blocker} />
              {blocker.reason === 'changed_since' && (
                <Button size="small" variant="quiet" onPress={() => setCompared(blocker.itemId)}>
                  Compare
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      <Suspense>
        {compared !== undefined && (
          <ChangedSinceDialog
            item={compared}
            onRebase={(rebase) => commands.rebaseItem(compared, rebase)}
            onClose={() => setCompared(null)}
          />
        )}
      </Suspense>
    </>
  )
}
