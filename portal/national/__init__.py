"""Progress of our cases, told to the national portal (Cổng Dịch vụ công quốc gia).

``push`` decides what goes out, ``gateway`` holds the session and judges answers, a dialect
turns facts into the fields of one protocol and proves success from its answers. Field names
of a protocol occur nowhere outside ``dialects``. Addresses of files that the national side
fetches later are made and checked in ``files``.
"""
