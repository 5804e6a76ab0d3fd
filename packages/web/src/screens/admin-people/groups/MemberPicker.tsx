/** Who is in a group: everybody in a list, with a search, those who were in it first. */
import type { Id, Person } from '@copydesk/contract'
import { usePeople } from '@copydesk/react'
import { useMemo, useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { CheckMark, SearchField } from '../../../design/index.ts'
import styles from './MemberPicker.module.css'

export interface MemberPickerProps {
  chosen: ReadonlySet<Id>
  onChange: (chosen: ReadonlySet<Id>) => void
}

/** Beyond them, the search finds. */
const shownCount = 100

export function MemberPicker({ chosen, onChange }: MemberPickerProps) {
  const people = usePeople().data?.data
  const [search, setSearch] = useState('')
  const [first] = useState(chosen)
  const found = useMemo(() => {
    const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
    const fits = ({ name, email }: Person) => {
      const text = `${name} ${email}`.toLocaleLowerCase()
      return words.every((word) => text.includes(word))
    }
    return (people ?? [])
      .filter((person) => person.state !== 'removed' && fits(person))
      .sort((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)) || a.name.localeCompare(b.name))
  }, [people, search, first])
  const shown = found.slice(0, shownCount)
  return (
    <div className={styles.picker}>
      <SearchField label="Search people" value={search} onChange={setSearch} />
      <ListBox
        aria-label="People in the group"
        selectionMode="multiple"
        selectedKeys={chosen}
        onSelectionChange={(keys) =>
          onChange(
            keys === 'all'
              ? new Set([...chosen, ...shown.map(({ id }) => id)])
              : new Set([...keys].map(String)),
          )
        }
        items={shown}
        renderEmptyState={() => <p className={styles.words}>Nobody matches.</p>}
        className={styles.list}
      >
        {(person) => (
          <ListBoxItem id={person.id} textValue={person.name} className={styles.option}>
            {({ isSelected }) => (
              <>
                <CheckMark state={isSelected ? 'on' : 'off'} />
                <span className={styles.text}>
                  <bdi>{person.name}</bdi>
                  {person.state === 'deactivated' && <span className={styles.words}> · deactivated</span>}
                </span>
              </>
            )}
          </ListBoxItem>
        )}
      </ListBox>
      <p className={styles.words}>
        {chosen.size === 1 ? '1 person' : `${chosen.size} people`} chosen
        {found.length > shownCount && ` · ${found.length - shownCount} more match: search for them`}
      </p>
    </div>
  )
}
