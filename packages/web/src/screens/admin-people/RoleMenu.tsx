/** Which role somebody has, and the menu to give another one. */
import { type Person, type Role, roles } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { ChevronDown } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { Menu, MenuItem, MenuTrigger } from '../../design/index.ts'
import { roleNames } from '../../people/role-names.ts'
import styles from './AdminPeople.module.css'

export function RoleMenu({ person, isInGrid = false }: { person: Person; isInGrid?: boolean }) {
  const commands = useCommands()
  const { name, role } = person
  return (
    <MenuTrigger>
      <AriaButton
        className={styles.control}
        aria-label={`Role of ${name}: ${roleNames[role]}`}
        excludeFromTabOrder={isInGrid}
      >
        {roleNames[role]}
        <ChevronDown size={12} className={styles.chevron} aria-hidden />
      </AriaButton>
      <Menu
        aria-label={`Role of ${name}`}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[role]}
        onAction={(key) => {
          if (key !== role) void commands.changePerson(person.id, { role: key as Role })
        }}
      >
        {roles.map((one) => (
          <MenuItem key={one} id={one} label={roleNames[one]} />
        ))}
      </Menu>
    </MenuTrigger>
  )
}
