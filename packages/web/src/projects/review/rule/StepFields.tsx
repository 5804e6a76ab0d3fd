/** One step of a rule: how many approvals, and of whom. */
import type { ApprovalStep, Id, Role } from '@copydesk/contract'
import { useGroups, usePeople } from '@copydesk/react'
import { Plus, Trash2, UserRound, Users, X } from 'lucide-react'
import {
  Button,
  IconButton,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Select,
} from '../../../design/index.ts'
import styles from './RuleForm.module.css'

export interface StepFieldsProps {
  number: number
  step: ApprovalStep
  isDisabled: boolean
  onChange: (step: ApprovalStep) => void
  /** Null for the only one. */
  onRemove: (() => void) | null
}

const roleWords: Partial<Record<Role, string>> = {
  reviewer: 'Any reviewer',
  editor: 'Any editor',
  admin: 'Any administrator',
}

const counts = Array.from({ length: 10 }, (_, index) => String(index + 1))

/** Somebody who can be asked: under the key of the list that they stand in. */
interface Askable {
  list: 'people' | 'groups' | 'roles'
  id: string
  name: string
}

export function StepFields({ number, step, isDisabled, onChange, onRemove }: StepFieldsProps) {
  const askable = useAskable()
  const isAsked = ({ list, id }: Askable) => (step[list] as readonly string[]).includes(id)
  const toggle = ({ list, id }: Askable) => {
    const before = step[list] as readonly string[]
    const next = before.includes(id) ? before.filter((one) => one !== id) : [...before, id]
    onChange({ ...step, [list]: next })
  }
  const free = askable.filter((one) => !isAsked(one))
  const options = counts.map((value) => ({ value, label: value }))
  const listed = counts.includes(String(step.approvals))
    ? options
    : [...options, { value: String(step.approvals), label: String(step.approvals) }]
  return (
    <li aria-label={`Step ${number}`} className={styles.step}>
      <div className={styles.line}>
        <span className={styles.number}>Step {number}</span>
        <Select
          label={`Approvals in step ${number}`}
          labelPlace="hidden"
          options={listed}
          value={String(step.approvals)}
          onChange={(value) => onChange({ ...step, approvals: Number(value) })}
          isDisabled={isDisabled}
        />
        <span>of</span>
        <MenuTrigger>
          <Button
            size="small"
            isDisabled={isDisabled || free.length === 0}
            icon={<Plus size={14} aria-hidden />}
            aria-label={`Ask somebody in step ${number}`}
          >
            Ask…
          </Button>
          <Menu
            aria-label="Whom to ask"
            onAction={(key) => {
              const chosen = free.find(({ list, id }) => `${list} ${id}` === key)
              if (chosen !== undefined) toggle(chosen)
            }}
          >
            {(['roles', 'groups', 'people'] as const).flatMap((list) => {
              const own = free.filter((one) => one.list === list)
              return own.length === 0
                ? []
                : [
                    <MenuSection key={list} title={sectionWords[list]}>
                      {own.map(({ id, name }) => (
                        <MenuItem key={id} id={`${list} ${id}`} label={name} icon={icons[list]} />
                      ))}
                    </MenuSection>,
                  ]
            })}
          </Menu>
        </MenuTrigger>
        {onRemove !== null && (
          <IconButton label={`Remove step ${number}`} size="small" isDisabled={isDisabled} onPress={onRemove}>
            <Trash2 size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      <ul aria-label={`Asked in step ${number}`} className={styles.asked}>
        {[...askable.filter(isAsked), ...unknownOf(step, askable)].map((one) => (
          <li key={`${one.list} ${one.id}`} className={styles.chip}>
            <bdi>{one.name}</bdi>
            <IconButton
              label={`Do not ask ${one.name}`}
              size="small"
              isDisabled={isDisabled}
              onPress={() => toggle(one)}
            >
              <X size={13} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
    </li>
  )
}

const sectionWords = { roles: 'Roles', groups: 'Groups', people: 'People' } as const
const icons = {
  roles: <Users size={15} />,
  groups: <Users size={15} />,
  people: <UserRound size={15} />,
} as const

/** Who can be asked at all: those who may review. */
function useAskable(): Askable[] {
  const people = usePeople().data?.data ?? []
  const groups = useGroups().data?.data ?? []
  return [
    ...Object.entries(roleWords).map(([id, name]): Askable => ({ list: 'roles', id, name })),
    ...groups.map(({ id, name }): Askable => ({ list: 'groups', id, name })),
    ...people
      .filter(({ state, role }) => state === 'active' && role !== 'viewer')
      .map(({ id, name }): Askable => ({ list: 'people', id, name })),
  ]
}

/** Who is named and cannot be asked any more: shown, so that they can be taken out. */
function unknownOf(step: ApprovalStep, askable: readonly Askable[]): Askable[] {
  const known = new Set(askable.map(({ id }) => id))
  const gone = (list: 'people' | 'groups', name: string) =>
    step[list].filter((id: Id) => !known.has(id)).map((id): Askable => ({ list, id, name }))
  return [
    ...gone('people', 'Somebody who cannot approve any more'),
    ...gone('groups', 'A group that is gone'),
  ]
}
