/** Chooses a person or a group to let into a private project, and as what. */
import type { MemberRole, ProjectMember } from '@copydesk/contract'
import { useGroups, usePeople } from '@copydesk/react'
import { useState } from 'react'
import { Button, Select } from '../../../design/index.ts'
import styles from './Members.module.css'
import { memberRoleOptions } from './member-roles.ts'

export interface NewMemberProps {
  members: readonly ProjectMember[]
  onAdd: (member: Pick<ProjectMember, 'id' | 'kind'>, role: MemberRole) => void
}

export function NewMember({ members, onAdd }: NewMemberProps) {
  const people = usePeople().data?.data ?? []
  const groups = useGroups().data?.data ?? []
  const [chosen, setChosen] = useState<string | null>(null)
  const [role, setRole] = useState<MemberRole>('editor')
  const isIn = new Set(members.map(({ id }) => id))
  const options = [
    ...groups
      .filter(({ id }) => !isIn.has(id))
      .map(({ id, name }) => ({ value: id, label: `${name} (group)` })),
    ...people
      .filter(({ id, state }) => state === 'active' && !isIn.has(id))
      .map(({ id, name }) => ({ value: id, label: name })),
  ]
  const value = options.some((option) => option.value === chosen) ? chosen : null
  return (
    <div className={styles.adding}>
      <Select label="Let in" placeholder="Choose…" options={options} value={value} onChange={setChosen} />
      <Select label="As" options={memberRoleOptions} value={role} onChange={setRole} />
      <Button
        isDisabled={value === null}
        onPress={() => {
          if (value === null) return
          const kind = groups.some(({ id }) => id === value) ? 'group' : 'person'
          onAdd({ id: value, kind }, role)
          setChosen(null)
        }}
      >
        Add
      </Button>
    </div>
  )
}
