/** One menu for type, language and assignee; it stays open while one chooses. */
import type { ContentType, Id, Language } from '@copydesk/contract'
import { ListFilter } from 'lucide-react'
import type { Key } from 'react-aria-components'
import { languageName, typeLooks } from '../../../content/content-words.ts'
import { Avatar, Badge, Button, Menu, MenuItem, MenuSection, MenuTrigger } from '../../../design/index.ts'
import styles from './Items.module.css'
import type { ItemToolsProps } from './ItemTools.tsx'
import { choiceCount, choicesOf, type ItemFilter } from './item-filter.ts'

export function FilterMenu({ items, people, filter, onFilter }: ItemToolsProps) {
  const choices = choicesOf(items)
  const count = choiceCount(filter)
  const assignees = [
    ...(choices.assigneeIds.includes(null) ? [{ id: null, name: 'Nobody' }] : []),
    ...people.filter((person) => choices.assigneeIds.includes(person.id)),
  ]
  return (
    <MenuTrigger>
      <Button variant="quiet" icon={<ListFilter size={15} aria-hidden />}>
        <span className={styles.word}>Filter</span>
        {count > 0 && <Badge tone="accent">{count}</Badge>}
      </Button>
      <Menu
        aria-label="Show only"
        placement="bottom end"
        selectionMode="multiple"
        selectedKeys={keysOf(filter)}
        onSelectionChange={(keys) => onFilter({ ...filter, ...chosenOf(keys, choices) })}
      >
        <MenuSection title="Type">
          {choices.types.map((type) => {
            const { label, icon: Icon } = typeLooks[type]
            return <MenuItem key={type} id={`type ${type}`} label={label} icon={<Icon size={15} />} />
          })}
        </MenuSection>
        <MenuSection title="Language">
          {choices.languages.map((language) => (
            <MenuItem
              key={language}
              id={`language ${language}`}
              label={languageName(language)}
              hint={language}
            />
          ))}
        </MenuSection>
        <MenuSection title="Assigned to">
          {assignees.map(({ id, name }) => (
            <MenuItem
              key={id ?? ''}
              id={`assignee ${id ?? ''}`}
              label={name}
              {...(id === null ? {} : { icon: <Avatar id={id} name={name} size="small" isNamed /> })}
            />
          ))}
        </MenuSection>
      </Menu>
    </MenuTrigger>
  )
}

function keysOf({ types, languages, assigneeIds }: ItemFilter): string[] {
  return [
    ...types.map((type) => `type ${type}`),
    ...languages.map((language) => `language ${language}`),
    ...assigneeIds.map((id) => `assignee ${id ?? ''}`),
  ]
}

interface Choices {
  types: ContentType[]
  languages: Language[]
  assigneeIds: (Id | null)[]
}

function chosenOf(keys: 'all' | Iterable<Key>, choices: Choices): Choices {
  if (keys === 'all') return choices
  const chosen = new Set([...keys].map(String))
  return {
    types: choices.types.filter((type) => chosen.has(`type ${type}`)),
    languages: choices.languages.filter((language) => chosen.has(`language ${language}`)),
    assigneeIds: choices.assigneeIds.filter((id) => chosen.has(`assignee ${id ?? ''}`)),
  }
}
