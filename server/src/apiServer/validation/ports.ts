/** Ports of containers, on the container and on the host. Upstream: `validateContainerPorts`, `checkHostPortConflicts` (core), 1.32 to 1.37. */
import type { Json } from '../judgement';
import { child, type FieldPath, index } from './fieldPath';
import { type JsonObject, listOf, numberOf, stringOf, structOf } from './json';
import { checkSyntax, portName } from './names';
import { type Inspection, report } from './report';

const PROTOCOLS: readonly string[] = ['SCTP', 'TCP', 'UDP'];

/** A port number, 1 to 65535 (`IsValidPortNum`). */
function checkPortNumber(to: Inspection, path: FieldPath, port: number): void {
  if (port < 1 || port > 65535) report(to, path, 'range', { value: port, min: 1, max: 65535 });
}

/** A port's number or name (`ValidatePortNumOrName`); an absent one is 0. */
export function checkPortReference(to: Inspection, path: FieldPath, port: Json | undefined): void {
  if (typeof port === 'string') checkSyntax(to, path, port, portName);
  else checkPortNumber(to, path, numberOf(port));
}

/** @param path of the list `ports` */
export function checkPorts(to: Inspection, path: FieldPath, ports: readonly Json[]): void {
  const names = new Set<string>();
  for (const [i, entry] of ports.entries()) {
    const port = structOf(entry);
    const at = index(path, i);
    const name = stringOf(port['name']);
    if (name !== '' && checkSyntax(to, child(at, 'name'), name, portName)) {
      if (names.has(name)) report(to, child(at, 'name'), 'duplicate', { value: name });
      names.add(name);
    }
    const containerPort = numberOf(port['containerPort']);
    if (containerPort === 0) report(to, child(at, 'containerPort'), 'required');
    else checkPortNumber(to, child(at, 'containerPort'), containerPort);
    const hostPort = numberOf(port['hostPort']);
    if (hostPort !== 0) checkPortNumber(to, child(at, 'hostPort'), hostPort);
    const protocol = stringOf(port['protocol']);
    if (protocol === '') report(to, child(at, 'protocol'), 'required');
    else if (!PROTOCOLS.includes(protocol)) {
      report(to, child(at, 'protocol'), 'unsupported', { value: protocol, allowed: PROTOCOLS.join(', ') });
    }
  }
}

/**
 * No two containers of the list may take one host port. Init containers are looked at one by one, and there the server
 * counts from 0 each time: the path names the first init container whichever it was.
 * @param first index of the first container for the person's path
 */
export function checkHostPorts(to: Inspection, path: FieldPath, containers: readonly Json[], first = 0): void {
  const taken = new Set<string>();
  for (const [i, container] of containers.entries()) {
    for (const [j, entry] of listOf(structOf(container)['ports']).entries()) {
      const port = structOf(entry);
      const hostPort = numberOf(port['hostPort']);
      if (hostPort === 0) continue;
      const claim = `${stringOf(port['protocol'])}/${stringOf(port['hostIP'])}/${hostPort}`;
      if (taken.has(claim)) {
        const at = { ...index(path, i), steps: [first + i] };
        report(to, child(index(child(at, 'ports'), j), 'hostPort'), 'duplicate', { value: claim });
      }
      taken.add(claim);
    }
  }
}

/** In the host's network a host port can only be the container's own (`validatePodHostNetworkDeps`). */
export function checkHostNetworkPorts(to: Inspection, specPath: FieldPath, spec: JsonObject): void {
  if (spec['hostNetwork'] !== true) return;
  for (const [i, container] of listOf(spec['containers']).entries()) {
    for (const [j, entry] of listOf(structOf(container)['ports']).entries()) {
      const port = structOf(entry);
      const hostPort = numberOf(port['hostPort']);
      const containerPort = numberOf(port['containerPort']);
      if (hostPort === 0 || hostPort === containerPort) continue;
      const at = child(index(child(index(child(specPath, 'containers'), i), 'ports'), j), 'hostPort');
      report(to, at, 'hostPortDiffers', { value: hostPort, containerPort });
    }
  }
}
