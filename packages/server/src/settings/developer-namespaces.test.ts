import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { describeSettings } from './describe-settings.ts'
import { developerNamespaces } from './developer-namespaces.ts'
import { loadSettings } from './load-settings.ts'

const news = { name: 'news', history_size: 10, history_ttl: '300s' }

describe('COPYDESK_NAMESPACES', () => {
  it('is a list in the configuration file, or its JSON in the environment', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'copydesk-namespaces-'))
    onTestFinished(() => rmSync(cwd, { recursive: true }))
    writeFileSync(join(cwd, 'copydesk.config.json'), JSON.stringify({ COPYDESK_NAMESPACES: [news] }))
    const settings = loadSettings({ env: {}, cwd })
    expect(settings.namespaces).toMatchObject([{ name: 'news', history_size: 10, history_ttl: 300_000 }])
    expect(describeSettings(settings)).toMatch(/^COPYDESK_NAMESPACES +news +file$/m)
    const env = { COPYDESK_NAMESPACES: '[{"name":"desk"}]' }
    expect(loadSettings({ env, cwd }).namespaces).toMatchObject([{ name: 'desk', presence: false }])
  })

  it.each([
    ['nonsense', 'must be a list of namespaces'],
    ['[{"name":"n"}]', '"n" name must be a name of at least two letters'],
    ['[{"name":"project"}]', '"project" is a name of the product itself'],
    ['[{"name":"here"}]', '"here" is a name of the product itself'],
    [JSON.stringify([news, news]), '"news" stands there twice'],
    [JSON.stringify([{ ...news, history_ttl: 300 }]), '"news" history_ttl must be a duration'],
    [JSON.stringify([{ ...news, history_size: 0 }]), '"news" keeps no history'],
    [JSON.stringify([{ ...news, history_size: 1001 }]), 'has a history_size above 1000'],
    [JSON.stringify([{ ...news, history_ttl: '169h' }]), 'has a history_ttl above 168h'],
    [JSON.stringify([{ ...news, history: 1 }]), 'history'],
    ['[{"name":"news","force_recovery":true}]', 'has force_recovery without a history'],
    ['[{"name":"news","allow_publish_for_anonymous":true}]', 'everyone here is signed in'],
  ])('refuses %s', (text, fault) => {
    expect(developerNamespaces.safeParse(text).error?.issues[0]?.message).toContain(fault)
  })
})
