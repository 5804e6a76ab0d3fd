/** By what the items are grouped, and the menu to choose. */
import { Rows3 } from 'lucide-react'
import { Badge, Button, Menu, MenuItem, MenuTrigger } from '../../../design/index.ts'
import styles from './Items.module.css'
import { groupWords, itemGroups } from './item-grouping.ts'
import { useItemGroup } from './use-item-group.ts'

const none = 'none'

export function GroupMenu() {
  const [group, setGroup] = useItemGroup()
  return (
    <MenuTrigger>
      <Button variant="quiet" icon={<Rows3 size={15} aria-hidden />}>
        <span className={styles.word}>Group</span>
        {group !== null && <Badge tone="accent">{groupWords[group]}</Badge>}
      </Button>
      <Menu
        aria-label="Group by"
        placement="bottom end"
        selectionMode="single"
        selectedKeys={[group ?? none]}
        onAction={(key) => setGroup(itemGroups.find((one) => one === key) ?? null)}
      >
        <MenuItem id={none} label="No groups" />
        {itemGroups.map((one) => (
          <MenuItem key={one} id={one} label={groupWords[one]} />
        ))}
      </Menu>
    </MenuTrigger>
  )
}
