/** What is known about an item, each fact changed where it stands. */
import { type ChangeItem, isEditable, type Person, type ProjectItem } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { Pencil, SquareArrowOutUpRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { languageName, typeLooks } from '../../../content/content-words.ts'
import { Button, ButtonLink, CalendarDay, RelativeTime } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { DueDate } from '../../../projects/due/DueDate.tsx'
import { dueOf } from '../../../projects/due/DueDay.tsx'
import { RejectionWords } from '../../../projects/review/RejectionWords.tsx'
import { ActionMark } from '../items/ActionMark.tsx'
import { AssigneeMenu } from '../items/AssigneeMenu.tsx'
import { StatusMenu } from '../items/StatusMenu.tsx'
import { useChangeItems } from '../items/use-change-items.ts'
import { useRemoveItems } from '../items/use-remove-items.ts'
import styles from './ItemPanel.module.css'

export interface ItemFactsProps {
  item: ProjectItem
  people: readonly Person[]
  /** It is being taken out of the project. */
  onRemoved: () => void
}

export function ItemFacts({ item, people, onRemoved }: ItemFactsProps) {
  const commands = useCommands()
  const nameOf = useNameOf()
  const mayReview = useMay('item.review')
  const mayWrite = useMay('item.write')
  const mayEdit = useMay('content.write') && item.action === 'publish' && isEditable(item.status)
  const remove = useRemoveItems(item.projectId)
  const changeItems = useChangeItems(item.projectId)
  const change = (what: ChangeItem) => changeItems([item], what)
  const { contentId, language } = item
  const takeDown = () =>
    void commands.addItems(item.projectId, [{ contentId, language, action: 'unpublish' }])
  const removeIt = () => {
    onRemoved()
    void remove([item])
  }
  return (
    <div className={styles.facts}>
      <dl className={styles.list}>
        <Fact name="Status">
          <StatusMenu
            item={item}
            onChange={mayReview ? (status, reason) => change({ status, reason }) : null}
          />
        </Fact>
        {item.rejection !== null && (
          <Fact name="Why">
            <RejectionWords rejection={item.rejection} />
          </Fact>
        )}
        <Fact name="Assignee">
          <AssigneeMenu
            item={item}
            people={people}
            onChange={mayWrite ? (assigneeId) => void change({ assigneeId }) : null}
          />
        </Fact>
        <Fact name="Due">
          {mayWrite ? (
            <DueDate {...dueOf(item)} onChange={(dueAt) => void change({ dueAt })} />
          ) : item.dueAt === null ? (
            'No date'
          ) : (
            <CalendarDay day={item.dueAt} />
          )}
        </Fact>
        <Fact name="What">
          <span>
            {typeLooks[item.type].label} in {languageName(item.language)}, version {item.versionNumber}
          </span>{' '}
          <ActionMark item={item} />
        </Fact>
        <Fact name="Updated">
          <span>
            <RelativeTime at={item.updatedAt} /> by {nameOf(item.updatedBy)}
          </span>
        </Fact>
      </dl>
      <div className={styles.actions}>
        <ButtonLink
          size="small"
          href={paths.contentItem(item.contentId, { version: item.versionId })}
          icon={mayEdit ? <Pencil size={14} aria-hidden /> : <SquareArrowOutUpRight size={14} aria-hidden />}
        >
          {mayEdit ? 'Edit' : 'Open'}
        </ButtonLink>
        {mayWrite && item.action === 'publish' && item.status === 'published' && (
          <Button size="small" onPress={takeDown}>
            Take down
          </Button>
        )}
        {mayWrite && item.status !== 'scheduled' && (
          <Button size="small" variant="quiet" onPress={removeIt}>
            Remove from project
          </Button>
        )}
      </div>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
