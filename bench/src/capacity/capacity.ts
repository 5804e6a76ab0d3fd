/**
 * How many servers so many connections need, on paper: what was measured of one server, times what is assumed of people.
 * It knows the hub's part alone: connections, deliveries, and what servers tell each other. Pure.
 */

/** What is assumed of people and of machines. */
export interface Load {
  connections: number
  /** Connections that follow the same project at a time, on whichever servers they are. */
  perProject: number
  /** Changes in each project that is followed. */
  changesPerMinute: number
  /** Between two pings of a connection, which answers each. */
  pingSeconds: number
  /** The clients of a server that stops come back to the others within this time. */
  comeBackSeconds: number
  server: {
    /** Of its memory, and of the time of its one thread, the parts that are used when everybody is there. */
    memoryGb: number
    memoryShare: number
    threadShare: number
    /** Connections that nobody would put on one server, whatever it could hold: so many have to come back when it stops. */
    mostConnections: number
  }
}

/** What one server spends, as the benchmark measures it. */
export interface Costs {
  /** What it holds before anybody comes. */
  idleMb: number
  kbPerConnection: number
  msPerConnect: number
  microsPerDelivery: number
  /** Of a change at another server that somebody here follows, deliveries apart. */
  msPerChangeElsewhere: number
  /** Messages and bytes that the broker brings to each server that somebody follows a change at. */
  brokerMessagesPerChange: number
  bytesPerBrokerMessage: number
}

export interface Capacity {
  servers: number
  /** What decides their number. */
  bound: 'memory' | 'processor' | 'connections' | 'one may stop'
  connectionsPerServer: number
  connectionsWhileOneIsAway: number
  /** With the clients of one that is away. */
  memoryGbPerServer: number
  /** Of its thread's time, while nobody comes or goes. */
  threadPerServer: number
  changesPerSecond: number
  deliveriesPerSecond: number
  /** Servers that a change goes to. */
  serversPerChange: number
  /** Of the broker, to all servers. */
  brokerMessagesPerSecond: number
  brokerMbPerSecond: number
  /** Of the thread's time while the clients of one server that stopped come to the others. */
  threadWhileOneIsAway: number
}

/** The fewest servers that hold the load, also while one of them is away. */
export function capacityOf(load: Load, costs: Costs): Capacity {
  let bound: Capacity['bound'] = 'one may stop'
  for (let servers = 2; ; servers += 1) {
    const capacity = withServers(servers, bound, load, costs)
    const { memoryGb, memoryShare, threadShare, mostConnections } = load.server
    if (capacity.memoryGbPerServer > memoryGb * memoryShare) bound = 'memory'
    else if (capacity.threadPerServer > threadShare || capacity.threadWhileOneIsAway > 1) bound = 'processor'
    else if (capacity.connectionsWhileOneIsAway > mostConnections) bound = 'connections'
    else return capacity
    if (servers >= load.connections) throw new RangeError('One connection is too much for a server')
  }
}

function withServers(servers: number, bound: Capacity['bound'], load: Load, costs: Costs): Capacity {
  const { connections, perProject, changesPerMinute, pingSeconds, comeBackSeconds } = load
  const projects = connections / perProject
  const changesPerSecond = (projects * changesPerMinute) / 60
  const deliveriesPerSecond = changesPerSecond * perProject
  const serversPerChange = spreadOver(servers, perProject)
  const each = connections / servers
  const heardPerSecond = (changesPerSecond * serversPerChange) / servers
  const messagesPerSecond = deliveriesPerSecond / servers + (2 * each) / pingSeconds
  const thread =
    messagesPerSecond * (costs.microsPerDelivery / 1e6) + heardPerSecond * (costs.msPerChangeElsewhere / 1e3)
  const toEachOther = each / (servers - 1)
  const brokerMessagesPerSecond = changesPerSecond * serversPerChange * costs.brokerMessagesPerChange
  return {
    servers,
    bound,
    connectionsPerServer: each,
    connectionsWhileOneIsAway: each + toEachOther,
    memoryGbPerServer: (costs.idleMb * 1024 + (each + toEachOther) * costs.kbPerConnection) / 1024 ** 2,
    threadPerServer: thread,
    changesPerSecond,
    deliveriesPerSecond,
    serversPerChange,
    brokerMessagesPerSecond,
    brokerMbPerSecond: (brokerMessagesPerSecond * costs.bytesPerBrokerMessage) / 1e6,
    threadWhileOneIsAway:
      (thread * servers) / (servers - 1) + (toEachOther * costs.msPerConnect) / 1e3 / comeBackSeconds,
  }
}

/** How many of the servers hold at least one of these clients, when each is at any of them by chance. */
function spreadOver(servers: number, clients: number): number {
  return servers * (1 - (1 - 1 / servers) ** clients)
}
