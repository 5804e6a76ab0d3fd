/** Who is signed in, the way to what administrators may do, and the way out. The theme follows the system. */
import type { Person } from '@copydesk/contract'
import { KeyRound, LogOut, Radio, Send, Trash2, UserRound } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components'
import { Avatar, Menu, MenuItem, MenuSection, MenuTrigger } from '../design/index.ts'
import { paths } from '../paths.ts'
import { roleNames } from '../people/role-names.ts'
import { useMay } from '../people/use-may.ts'
import styles from './PersonMenu.module.css'

/** The disc in the corner and its menu. */
export function PersonMenu({ person, onSignOut }: { person: Person; onSignOut: () => void }) {
  const mayManage = useMay('site.manage')
  return (
    <MenuTrigger>
      <AriaButton aria-label={`You: ${person.name}`} className={styles.button}>
        <Avatar id={person.id} name={person.name} isNamed />
      </AriaButton>
      <Menu placement="bottom end" aria-label="You">
        <MenuSection title={`${person.name} · ${roleNames[person.role]}`}>
          <MenuItem label="Your profile" icon={<UserRound size={15} />} href={paths.profile()} />
          <MenuItem label="Trash" icon={<Trash2 size={15} />} href={paths.trash()} />
          {mayManage && <MenuItem label="Live updates" icon={<Radio size={15} />} href={paths.adminLive()} />}
          {mayManage && (
            <MenuItem label="Service keys" icon={<KeyRound size={15} />} href={paths.adminKeys()} />
          )}
          {mayManage && <MenuItem label="Delivery" icon={<Send size={15} />} href={paths.adminDelivery()} />}
          <MenuItem label="Sign out" icon={<LogOut size={15} />} onAction={onSignOut} />
        </MenuSection>
      </Menu>
    </MenuTrigger>
  )
}
