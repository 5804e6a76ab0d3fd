/** One task: ticked where it stands, its title, people and day changed in place, the rest in its menu. */
import type { RowChange } from '@copydesk/client'
import { type Id, may, type Person, type ProjectItem, type Task } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { ArrowDown, ArrowUp, Ellipsis, Lock, LockOpen, Pencil, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { Link } from 'react-router'
import {
  Badge,
  CalendarDay,
  cx,
  Flag,
  IconButton,
  Menu,
  MenuItem,
  MenuTrigger,
  RelativeTime,
} from '../../../design/index.ts'
import { offerUndo, undoHistory } from '../../../frame/undo/undo.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { DueDate } from '../../../projects/due/DueDate.tsx'
import { AssigneeMenu } from '../items/AssigneeMenu.tsx'
import styles from './Checklist.module.css'
import { TaskTitle } from './TaskTitle.tsx'
import { useChangeTask } from './use-change-task.ts'

export interface TaskLineProps {
  task: Task
  change: RowChange | undefined
  /** The item that it is about, where that is said. */
  item: ProjectItem | null
  people: readonly Person[]
  /** The task above; null: it is the first. */
  before: Id | null
  /** What moving it down puts it before, null: the end; undefined: it is the last. */
  next: Id | null | undefined
}

export function TaskLine({ task, change, item, people, before, next }: TaskLineProps) {
  const commands = useCommands()
  const changeTask = useChangeTask()
  const nameOf = useNameOf()
  const mayTick = useMay('item.review')
  const mayEdit = useMay('item.write')
  const [isEditing, setEditing] = useState(false)
  // Whoever may not tick it off is not offered.
  const assignable = useMemo(
    () => people.filter(({ id, role }) => may(role, 'item.review') || id === task.assigneeId),
    [people, task.assigneeId],
  )
  const { done, blocksPublishing } = task
  const remove = () =>
    undoHistory.during(async () => {
      const removed = await commands.removeTask(task)
      if (!removed.ok) return
      offerUndo({ title: `Deleted “${task.title}”`, takeBack: () => commands.restoreTask(task) })
    })
  const moveUp = () => {
    if (before !== null) void commands.moveTask(task, before)
  }
  const moveDown = () => {
    if (next !== undefined) void commands.moveTask(task, next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!mayEdit || !event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    event.preventDefault()
    if (event.key === 'ArrowUp') moveUp()
    else moveDown()
  }
  const isMarked = change !== undefined && change.kind !== 'removed'
  return (
    <li className={cx(styles.task, isMarked && styles.marked)} onKeyDown={onKeyDown}>
      <input
        type="checkbox"
        aria-label={task.title}
        checked={done !== null}
        disabled={!mayTick}
        className={styles.tick}
        onChange={(event) => changeTask(task, { done: event.target.checked })}
      />
      <div className={styles.what}>
        <TaskTitle
          task={task}
          isEditing={isEditing}
          onEdit={mayEdit ? () => setEditing(true) : null}
          onClose={() => setEditing(false)}
        />
        <div className={styles.facts}>
          {item !== null && (
            <Link to={paths.project(task.projectId, { item: item.id })} dir="auto" className={styles.item}>
              {item.title}
            </Link>
          )}
          {done !== null ? (
            <span>
              Done by {nameOf(done.by)} <RelativeTime at={done.at} />
            </span>
          ) : (
            blocksPublishing && (
              <Badge tone="warning">
                <Lock size={11} aria-hidden /> Blocks publishing
              </Badge>
            )
          )}
          <AssigneeMenu
            item={task}
            people={assignable}
            onChange={mayEdit ? (assigneeId) => changeTask(task, { assigneeId }) : null}
          />
          {mayEdit ? (
            <DueDate
              dueAt={task.dueAt}
              isOver={done !== null}
              onChange={(dueAt) => changeTask(task, { dueAt })}
            />
          ) : (
            task.dueAt !== null && <CalendarDay day={task.dueAt} />
          )}
        </div>
      </div>
      {mayEdit && (
        <MenuTrigger>
          <IconButton label={`More about ${task.title}`} size="small">
            <Ellipsis size={15} aria-hidden />
          </IconButton>
          <Menu placement="bottom end" aria-label={task.title}>
            <MenuItem label="Edit" icon={<Pencil size={15} />} onAction={() => setEditing(true)} />
            <MenuItem
              label={blocksPublishing ? 'Does not block publishing' : 'Blocks publishing'}
              icon={blocksPublishing ? <LockOpen size={15} /> : <Lock size={15} />}
              onAction={() => changeTask(task, { blocksPublishing: !blocksPublishing })}
            />
            <MenuItem
              label="Move up"
              hint="Alt ↑"
              icon={<ArrowUp size={15} />}
              isDisabled={before === null}
              onAction={moveUp}
            />
            <MenuItem
              label="Move down"
              hint="Alt ↓"
              icon={<ArrowDown size={15} />}
              isDisabled={next === undefined}
              onAction={moveDown}
            />
            <MenuItem
              label="Delete"
              tone="danger"
              icon={<Trash2 size={15} />}
              onAction={() => void remove()}
            />
          </Menu>
        </MenuTrigger>
      )}
      {isMarked && <Flag by={nameOf(change.actor)} deed={deedOf(change, task)} />}
    </li>
  )
}

/** After the name of whoever did it. */
function deedOf({ kind, fields }: RowChange, { done }: Task): string {
  if (kind === 'added') return 'added it'
  if (fields.includes('done')) return done === null ? 'opened it again' : 'ticked it off'
  if (fields.includes('title')) return 'renamed it'
  if (fields.includes('assigneeId')) return 'assigned it'
  if (fields.includes('dueAt')) return 'set the date'
  return fields.includes('place') ? 'moved it' : 'changed it'
}
