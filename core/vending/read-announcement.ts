import { readAccountVended } from './account-vended.ts';
import { type Announcement, ignored, type VendingEvent } from './announcement.ts';
import { readControlTower } from './control-tower.ts';
import { readOrgFormation } from './org-formation.ts';
import { readOrganizations } from './organizations.ts';

/** Turns each source's event into "account A is in unit U". Pure: what the event does not say is left out. */
export function readAnnouncement(event: VendingEvent): Announcement {
  if (event['detail-type'] === 'AccountVended') return readAccountVended(event.detail);
  switch (event.source) {
    case 'aws.controltower':
      return readControlTower(event);
    case 'aws.organizations':
      return readOrganizations(event);
    case 'oc.org-formation':
      return readOrgFormation(event);
    default:
      return ignored(
        `${event.source} ${event['detail-type']} is no event of an account-vending system known here`,
      );
  }
}
