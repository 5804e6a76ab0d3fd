/** The columns of the table of people, and its two-line row for phones. */
import { type Person, type Role, roles } from '@copydesk/contract'
import { Avatar, Badge, type Column, RelativeTime } from '../../design/index.ts'
import { roleNames } from '../../people/role-names.ts'
import styles from './AdminPeople.module.css'
import { PersonActions } from './PersonActions.tsx'
import { RoleMenu } from './RoleMenu.tsx'

/** What someone did who changed a field, after their name. */
export const peopleDeeds = {
  name: 'changed the name',
  role: 'changed the role',
  state: 'let them in or out',
} as const

const power = (role: Role) => roles.indexOf(role)

export function peopleColumns(): Column<Person>[] {
  return [
    {
      id: 'name',
      fields: ['name', 'state'],
      heading: 'Name',
      width: 'minmax(200px, 1fr)',
      cell: (person) => <Name person={person} />,
      sortBy: ({ name }) => name,
    },
    {
      id: 'email',
      heading: 'E-mail address',
      width: 'minmax(160px, 1fr)',
      hideBelowPx: 760,
      cell: ({ email }) => <bdi className={styles.faint}>{email}</bdi>,
      sortBy: ({ email }) => email,
    },
    {
      id: 'role',
      fields: ['role'],
      heading: 'Role',
      width: '150px',
      cell: (person) => <RoleMenu person={person} isInGrid />,
      sortBy: ({ role }) => power(role),
    },
    {
      id: 'since',
      heading: 'Here since',
      width: '110px',
      align: 'end',
      hideBelowPx: 900,
      cell: ({ createdAt }) => <RelativeTime at={createdAt} />,
      sortBy: ({ createdAt }) => Date.parse(createdAt),
    },
    {
      id: 'menu',
      heading: 'Actions',
      isHeadingHidden: true,
      width: '28px',
      cell: (person) => <PersonActions person={person} />,
    },
  ]
}

function Name({ person: { id, name, state } }: { person: Person }) {
  return (
    <span className={styles.name}>
      <Avatar id={id} name={name} size="small" isNamed />
      <bdi className={styles.words}>{name}</bdi>
      {state === 'deactivated' && <Badge>Deactivated</Badge>}
    </span>
  )
}

/** Name on the first line, role and address on the second, the menu at the end. */
export function PersonPhoneRow({ person }: { person: Person }) {
  return (
    <span className={styles.phoneRow}>
      <span className={styles.phoneText}>
        <Name person={person} />
        <span className={styles.phoneMeta}>
          {roleNames[person.role]} · <bdi>{person.email}</bdi>
        </span>
      </span>
      <PersonActions person={person} hasRoles />
    </span>
  )
}
