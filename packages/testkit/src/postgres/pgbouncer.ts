/** PgBouncer in front of a cluster, in transaction mode: each transaction may get another connection. */
import { type StartedProgram, startProgram } from '../proxies/started-program.ts'
import type { Cluster } from './cluster.ts'

/** With as few connections to PostgreSQL that they change hands all the time. */
export function startPgBouncer(cluster: Pick<Cluster, 'port'>, connections = 3): Promise<StartedProgram> {
  return startProgram({
    command: '/usr/sbin/pgbouncer',
    debianPackage: 'pgbouncer',
    configure: ({ folder, port }) => ({
      files: {
        'users.txt': '"postgres" ""\n',
        'pgbouncer.ini': `[databases]
* = host=127.0.0.1 port=${cluster.port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${folder}/users.txt
pool_mode = transaction
default_pool_size = ${connections}
`,
      },
      args: [`${folder}/pgbouncer.ini`],
    }),
  })
}
