/** A database of a test's own in the PostgreSQL of the run, for tests about the database itself. */
import { Client } from 'pg'
import { inject, onTestFinished } from 'vitest'

let count = 0

export interface TestPostgres {
  url: string
  /** A name for a role of the test's own, dropped with the database. */
  role: string
  /** The same address for another role. */
  as(role: string): string
  /** Runs as the superuser, each on a connection of its own, and gives the rows. */
  query(statement: string): Promise<Record<string, unknown>[]>
}

/** Dropped when the test has finished. `options` is what CREATE DATABASE takes after the name. */
export async function createPostgresDatabase(options = ''): Promise<TestPostgres> {
  const server = inject('postgresUrl')
  if (server === undefined) throw new Error('This suite runs in the project postgres')
  count += 1
  const name = `own_${process.pid}_${count}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await queryOnce(server, `create database ${name} ${options}`)
  onTestFinished(async () => {
    await queryOnce(server, `drop database ${name} with (force)`)
    await queryOnce(server, `drop role if exists ${name}`)
  })
  return {
    url: url.href,
    role: name,
    as: (role) => {
      const other = new URL(url)
      other.username = role
      return other.href
    },
    query: (statement) => queryOnce(url.href, statement),
  }
}

async function queryOnce(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}
