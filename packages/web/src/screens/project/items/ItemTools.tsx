/** What narrows and groups the items. Its menus are code of some weight and come a moment after the rows. */
import type { Person, ProjectItem } from '@copydesk/contract'
import { Suspense } from 'react'
import { SearchField } from '../../../design/index.ts'
import { afterFirstScreen } from '../../../later.tsx'
import styles from './Items.module.css'
import type { ItemFilter } from './item-filter.ts'

export interface ItemToolsProps {
  items: readonly ProjectItem[]
  people: readonly Person[]
  filter: ItemFilter
  onFilter: (filter: ItemFilter) => void
}

const FilterMenu = afterFirstScreen(async () => (await import('./FilterMenu.tsx')).FilterMenu)
const GroupMenu = afterFirstScreen(async () => (await import('./GroupMenu.tsx')).GroupMenu)

export function ItemTools(props: ItemToolsProps) {
  const { filter, onFilter } = props
  return (
    <>
      <div className={styles.search}>
        <SearchField
          label="Search items"
          placeholder="Search"
          value={filter.search}
          onChange={(search) => onFilter({ ...filter, search })}
        />
      </div>
      <Suspense>
        <FilterMenu {...props} />
        <GroupMenu />
      </Suspense>
    </>
  )
}
