/** One choice that narrows the list, as a quiet button with its menu. */
import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, cx, Menu, MenuItem, MenuTrigger } from '../../../design/index.ts'
import styles from './ContentList.module.css'

export interface FilterMenuProps<Value extends string> {
  /** What is chosen, spoken: "Type". */
  label: string
  /** The words for no choice: "All types". */
  all: string
  options: readonly { value: Value; label: string; icon?: ReactNode }[]
  value: Value | null
  onChange: (value: Value | null) => void
}

export function FilterMenu<Value extends string>(props: FilterMenuProps<Value>) {
  const { label, all, options, value, onChange } = props
  const chosen = options.find((option) => option.value === value)
  return (
    <MenuTrigger>
      <Button variant="quiet" aria-label={`${label}: ${chosen?.label ?? all}`}>
        <span className={cx(chosen !== undefined && styles.chosen)}>{chosen?.label ?? all}</span>
        <ChevronDown size={14} aria-hidden />
      </Button>
      <Menu
        aria-label={label}
        selectionMode="single"
        selectedKeys={[value ?? 'all']}
        onAction={(key) => onChange(options.find((option) => option.value === key)?.value ?? null)}
      >
        <MenuItem id="all" label={all} />
        {options.map((option) => (
          <MenuItem
            key={option.value}
            id={option.value}
            label={option.label}
            {...(option.icon === undefined ? {} : { icon: option.icon })}
          />
        ))}
      </Menu>
    </MenuTrigger>
  )
}
