/** Who an item or a task is assigned to, and the menu to assign someone else or nobody. */
import type { Id, Person, ProjectItem } from '@copydesk/contract'
import { ChevronDown } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { Avatar, Menu, MenuTrigger } from '../../../design/index.ts'
import styles from '../../../projects/review/cell-controls.module.css'
import { peopleMenuItems, personOfKey } from './people-menu-items.tsx'

export interface AssigneeMenuProps {
  item: Pick<ProjectItem, 'title' | 'assigneeId'>
  people: readonly Person[]
  /** Null where the person may not assign. */
  onChange: ((assigneeId: Id | null) => void) | null
  isInGrid?: boolean
}

export function AssigneeMenu({ item, people, onChange, isInGrid = false }: AssigneeMenuProps) {
  const assignee = people.find((person) => person.id === item.assigneeId) ?? null
  const value =
    assignee === null ? (
      <span className={styles.none}>{isInGrid ? '–' : 'Nobody'}</span>
    ) : (
      <span className={styles.value}>
        <Avatar id={assignee.id} name={assignee.name} size="small" isNamed />
        <span>{assignee.name}</span>
      </span>
    )
  if (onChange === null) return value
  return (
    <MenuTrigger>
      <AriaButton
        className={styles.control}
        aria-label={`Assignee of ${item.title}: ${assignee?.name ?? 'nobody'}`}
        excludeFromTabOrder={isInGrid}
      >
        {value}
        <ChevronDown size={12} className={styles.chevron} aria-hidden />
      </AriaButton>
      <Menu
        aria-label="Assign to"
        selectionMode="single"
        selectedKeys={[assignee?.id ?? 'nobody']}
        onAction={(key) => onChange(personOfKey(key))}
      >
        {peopleMenuItems(people)}
      </Menu>
    </MenuTrigger>
  )
}
