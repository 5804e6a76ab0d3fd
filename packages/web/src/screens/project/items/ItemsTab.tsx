/** The tab of items: the table, and the open item beside it or over it. */

import type { Actor, Id } from '@copydesk/contract'
import { FileX } from 'lucide-react'
import { Suspense, useEffect, useState } from 'react'
import { useMedia } from '../../../browser/use-media.ts'
import { Button, cx, EmptyState } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { useNameOf } from '../../../people/use-name-of.ts'
import { LeftWords } from '../../../unsaved/LeftWords.tsx'
import panel from '../item-panel/ItemPanel.module.css'
import type { ProjectPlace } from '../project-place.ts'
import styles from './Items.module.css'
import { ItemsView, type ItemsViewProps } from './ItemsView.tsx'

const ItemPanel = later(async () => (await import('../item-panel/ItemPanel.tsx')).ItemPanel)

export interface ItemsTabProps extends Omit<ItemsViewProps, 'openId' | 'onOpen' | 'onClose' | 'onComment'> {
  place: ProjectPlace
  go: (place: Partial<ProjectPlace>) => void
  projectName: string
}

export function ItemsTab({ place, go, projectName, ...view }: ItemsTabProps) {
  const isCovered = useMedia('(max-width: 639px)') && place.itemId !== null
  const rows = view.items.data?.data
  const openItem = rows?.find((row) => row.id === place.itemId)
  const removedBy = useRemover(view.items.changes, place.itemId, openItem !== undefined)

  /** The item that one asked to comment on; a new object each time one asks. */
  const [commenting, setCommenting] = useState<{ itemId: Id } | null>(null)

  const close = () => go({ itemId: null })
  const comment = (itemId: Id) => {
    go({ itemId })
    setCommenting({ itemId })
  }
  return (
    <div className={styles.area}>
      <div className={styles.list} inert={isCovered}>
        <ItemsView
          {...view}
          openId={place.itemId}
          onOpen={(itemId) => {
            setCommenting(null)
            go({ itemId })
          }}
          onClose={close}
          onComment={comment}
        />
      </div>
      {openItem !== undefined && (
        <Suspense fallback={<div className={cx(panel.panel)} />}>
          <ItemPanel
            item={openItem}
            people={view.people}
            items={rows ?? []}
            targetId={place.commentId}
            commenting={commenting}
            onClose={close}
          />
        </Suspense>
      )}
      {rows !== undefined && place.itemId !== null && openItem === undefined && (
        <section aria-label="Item" className={cx(panel.panel)}>
          <div className={styles.left}>
            <LeftWords
              isLeft={(subject) =>
                subject.kind === 'rejection'
                  ? subject.itemIds.length === 1 && subject.itemIds[0] === place.itemId
                  : (subject.kind === 'comment' || subject.kind === 'comment_edit') &&
                    'itemId' in subject &&
                    subject.itemId === place.itemId
              }
              what={removedBy === null ? 'This item was removed' : `${removedBy} removed this item`}
              instead={{
                label: 'Send to the project',
                subject: { kind: 'comment', projectId: view.projectId, itemId: null, parentId: null },
                place: projectName,
              }}
            />
          </div>
          <EmptyState
            icon={<FileX size={20} />}
            title="This item is not in the project"
            action={<Button onPress={close}>Close</Button>}
          >
            {removedBy === null ? 'It was taken out of it.' : `${removedBy} took it out.`} The content itself
            is still in the content list.
          </EmptyState>
        </section>
      )}
    </div>
  )
}

/** Who took the open item away while it was open; null while it is there, or when one did not see it. */
function useRemover(
  changes: ReadonlyMap<Id, { actor: Actor }>,
  itemId: Id | null,
  isThere: boolean,
): string | null {
  const nameOf = useNameOf()
  const [remover, setRemover] = useState<{ itemId: Id; actor: Actor } | null>(null)
  const actor = itemId === null || isThere ? undefined : changes.get(itemId)?.actor
  // The mark of a change lasts seconds; the name is to stay.
  useEffect(() => {
    if (itemId !== null && actor !== undefined) setRemover({ itemId, actor })
  }, [itemId, actor])
  return remover?.itemId === itemId ? nameOf(remover.actor) : null
}
