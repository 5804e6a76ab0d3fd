/** One group: its name, who is in it, and its two buttons. */
import type { Group } from '@copydesk/contract'
import { usePeople } from '@copydesk/react'
import { Badge, Button } from '../../../design/index.ts'
import styles from '../Lists.module.css'
import { TakeOver } from './TakeOver.tsx'

export interface GroupRowProps {
  group: Group
  onChange: () => void
  onDelete: () => void
}

const named = 6

export function GroupRow({ group, onChange, onDelete }: GroupRowProps) {
  const { name, memberIds, isManaged } = group
  const people = usePeople().data?.data
  const ids = new Set(memberIds)
  const members = people?.filter(({ id }) => ids.has(id)).map(({ name: of }) => of) ?? []
  const rest = members.length - named
  return (
    <li aria-label={name} className={styles.row}>
      <div>
        <p className={styles.head}>
          <bdi className={styles.name}>{name}</bdi>
          {isManaged && <Badge>From single sign-on</Badge>}
        </p>
        <p className={styles.facts}>
          {memberIds.length === 0 ? (
            'Nobody yet'
          ) : (
            <bdi>
              {members.slice(0, named).join(', ')}
              {rest > 0 && ` and ${rest} more`}
            </bdi>
          )}
        </p>
      </div>
      <div className={styles.actions}>
        {isManaged ? (
          <TakeOver group={group} />
        ) : (
          <Button size="small" aria-label={`Change ${name}`} onPress={onChange}>
            Change
          </Button>
        )}
        <Button size="small" variant="quiet" aria-label={`Delete ${name}`} onPress={onDelete}>
          Delete
        </Button>
      </div>
    </li>
  )
}
