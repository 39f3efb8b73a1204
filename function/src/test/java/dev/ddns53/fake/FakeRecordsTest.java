package dev.ddns53.fake;

import dev.ddns53.World;
import dev.ddns53.core.address.Fqdn;
import dev.ddns53.core.address.ZoneId;
import dev.ddns53.core.port.Records;

final class FakeRecordsTest extends RecordsContract {

  private FakeRecords records = new FakeRecords();

  @Override
  protected Records fresh() {
    records = new FakeRecords();
    records.zone(World.ZONE, World.fqdn("example.com"));
    return records;
  }

  @Override
  protected ZoneId zone() {
    return World.ZONE;
  }

  @Override
  protected void plant(Fqdn name, Planted set) {
    records.plant(name, set);
  }
}
